package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of real tables when nothing is told but the target.
final class SharedTablesTest {
  @Test
  void churnIsABinaryTargetWithIdentifiersLeftOut() {
    TabularData data = prepare("churn/Churn_Modelling.csv", "Exited");
    assertEquals(Task.BINARY, data.schema().target().task());
    assertEquals(List.of("0", "1"), data.schema().target().classes());
    assertEquals(List.of("RowNumber", "CustomerId", "Surname"), droppedNames(data));
    assertEquals(List.of("France", "Spain", "Germany"), categorical(data, "Geography").vocabulary());
    assertEquals(7200, data.train().size());
    assertEquals(800, data.validation().size());
    assertEquals(2000, data.test().size());
    // 2,037 of 10,000 rows left: 407.4 of them in 2,000 test rows.
    assertEquals(407, sum(data.test().targets().getFirst().toFloats()));
  }

  @Test
  void titanicHasMissingAgesAndTextsThatAreNoCategories() {
    TabularData data = prepare("tabular/titanic.csv", "Survived");
    assertEquals(List.of("PassengerId", "Name", "Ticket", "Cabin"), droppedNames(data));
    assertTrue(numeric(data, "Age").hasMissing());
    assertFalse(numeric(data, "Fare").hasMissing());
    assertEquals(List.of("S", "C", "Q"), categorical(data, "Embarked").vocabulary());
  }

  @Test
  void irisHasNoHeader() {
    TabularData data = prepare("tabular/iris.csv", "4");
    assertFalse(data.schema().header());
    assertEquals(List.of("0", "1", "2", "3"), data.schema().features().stream().map(Feature::input).toList());
    assertEquals(Task.MULTICLASS, data.schema().target().task());
    assertEquals(List.of("Iris-setosa", "Iris-versicolor", "Iris-virginica"), data.schema().target().classes());
    assertEquals(30, data.test().size());
  }

  @Test
  void californiaHousingIsARegression() {
    TabularData data = prepare("tabular/california-housing.csv.gz", "median_house_value");
    assertEquals(Task.REGRESSION, data.schema().target().task());
    assertEquals(9, data.schema().features().size());
    assertTrue(numeric(data, "total_bedrooms").hasMissing());
    // ISLAND is seen in 5 of 20,640 rows.
    assertEquals(List.of("ISLAND"), categorical(data, "ocean_proximity").rare());
  }

  private static TabularData prepare(String path, String target) {
    return TabularData.prepare(SharedTables.read(path), new TabularData.Options(target, List.of(), null, 0.2, 0.1, 42));
  }

  private static List<String> droppedNames(TabularData data) {
    return data.schema().dropped().stream().map(TabularSchema.DroppedColumn::column).toList();
  }

  private static NumericFeature numeric(TabularData data, String column) {
    return (NumericFeature) feature(data, column);
  }

  private static CategoricalFeature categorical(TabularData data, String column) {
    return (CategoricalFeature) feature(data, column);
  }

  private static Feature feature(TabularData data, String column) {
    return data.schema().features().stream().filter(feature -> feature.column().equals(column)).findFirst().orElseThrow();
  }

  private static int sum(float[] values) {
    int sum = 0;
    for (float value : values) {
      sum += (int) value;
    }
    return sum;
  }
}
