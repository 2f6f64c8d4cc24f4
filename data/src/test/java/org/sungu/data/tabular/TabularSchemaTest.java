package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sungu.data.tabular.Messages.assertMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.data.ArrayDataset;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

final class TabularSchemaTest {
  private static final String TABLE =
      """
      age,city,smoker,when,income
      20,Rome,yes,2024-01-01,10.5
      30,Oslo,no,2024-01-02,20.5
      ,Rome,Yes,2024-01-03,30.5
      50,Rome,no,2024-01-04,40.5
      60,Oslo,no,2024-01-05,50.5
      1000,Bern,no,2024-01-06,60.5
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void isFittedToTheTrainingRowsOnly() {
    Table table = Table.parse(TABLE, "t.csv", Header.PRESENT);
    TabularSchema schema = fit(table, 0, 1, 2, 3, 4);
    var age = (NumericFeature) schema.features().getFirst();
    assertEquals(40, age.mean());
    assertEquals(250, age.variance());
    assertEquals(20, age.minimum());
    assertEquals(60, age.maximum());
    assertTrue(age.hasMissing());
    var city = (CategoricalFeature) schema.features().get(1);
    assertEquals(List.of("Rome", "Oslo"), city.vocabulary());
    assertEquals(List.of("Bern"), city.rare());
    var smoker = (CategoricalFeature) schema.features().get(2);
    assertEquals(List.of("no", "yes"), smoker.vocabulary());
    assertEquals(30.5, schema.target().mean());
    assertEquals(200, schema.target().variance());
  }

  @Test
  void makesNamedArrays() {
    Table table = Table.parse(TABLE, "t.csv", Header.PRESENT);
    Map<String, HostArray> inputs = fit(table, 0, 1, 2, 3, 4).inputs(table, new int[] {2, 5}, UnseenCategories.REJECT);
    assertEquals(List.of("age", "city", "smoker", "when", "when_weekday"), List.copyOf(inputs.keySet()));
    assertEquals(NDArray.of(Shape.of(2, 1), Float.NaN, 1000f), inputs.get("age"));
    assertEquals(StringArray.column("Rome", "Bern"), inputs.get("city"));
    assertEquals(StringArray.column("yes", "no"), inputs.get("smoker"));
    // 2024-01-03 is a Wednesday, 19,725 days after 1970-01-01.
    assertEquals(NDArray.of(Shape.of(2, 1), 19725f, 19728f), inputs.get("when"));
    assertEquals(NDArray.of(Shape.of(2, 1), 3f, 6f), inputs.get("when_weekday"));
  }

  @Test
  void vocabularyHasTheOrderOfKeras() {
    // keras.layers.StringLookup().adapt of these gives [UNK], c, é, z, b, a, "" (Keras 3.15.1).
    var text = new StringBuilder("x,y\n");
    for (String token : List.of("b", "a", "c", "c", "", "é", "z")) {
      text.append((token + ",1\n").repeat(2));
    }
    Table table = Table.parse(text.toString(), "t.csv", Header.PRESENT);
    var feature = CategoricalFeature.fit(table.column("x"), "x", false, IntStream.range(0, table.rowCount()).toArray());
    assertEquals(List.of("c", "é", "z", "b", "a", ""), feature.vocabulary());
  }

  @Test
  void rareTokensAreLeftToTheUnknownSlot() {
    var text = new StringBuilder("x,y\n");
    for (int i = 0; i < 2000; i++) {
      text.append(i < 9 ? "rare" : i < 19 ? "seldom" : i % 2 == 0 ? "even" : "odd").append(",1\n");
    }
    Table table = Table.parse(text.toString(), "t.csv", Header.PRESENT);
    var feature = CategoricalFeature.fit(table.column("x"), "x", false, IntStream.range(0, 2000).toArray());
    assertEquals(List.of("odd", "even", "seldom"), feature.vocabulary());
    assertEquals(List.of("rare"), feature.rare());
  }

  @Test
  void inputNamesAreAcceptedByKeras() {
    Table table = Table.parse("a/b,a b,_x,größe,y\n1,1,1,1,1\n2,2,2,2,2\n", "t.csv", Header.PRESENT);
    assertEquals(
        List.of("a_b", "a_b_2", "x_x", "gr_e"), fit(table, "y", 0, 1).features().stream().map(Feature::input).toList());
  }

  @Test
  void surfacesWhatIsMissing() {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    assertMessage(
        "new.csv lacks column 'age' (is 'Age' meant?); expected all that the model was trained with, but its columns are Age,"
            + " city, smoker, when: rename or add it",
        () -> inputs(schema, "Age,city,smoker,when\n20,Rome,yes,2024-01-01\n"));
    assertMessage(
        "new.csv lacks columns 'age', 'when'; expected all that the model was trained with, but its columns are city, smoker:"
            + " rename or add them",
        () -> inputs(schema, "city,smoker\nRome,yes\n"));
    assertMessage(
        "new.csv has no column 'income', the target; did you mean 'incomes'?; its columns are age, incomes: rename or add it",
        () -> schema.targetValues(Table.parse("age,incomes\n1,2\n", "new.csv", Header.PRESENT)));
  }

  @Test
  void refusesCellsThatDoNotFit() {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    String header = "age,city,smoker,when\n20,Rome,yes,2024-01-01\n";
    assertMessage(
        "new.csv line 3, column 'age': 'old' is not a number; expected a number as in training (20 to 60): correct the cell, or"
            + " leave it empty where the value is unknown",
        () -> inputs(schema, header + "old,Rome,yes,2024-01-01\n"));
    assertMessage(
        "new.csv line 3, column 'age': '-inf' is infinite or too large for a float32; expected a finite number: correct the"
            + " cell, or leave it empty where the value is unknown",
        () -> inputs(schema, header + "-inf,Rome,yes,2024-01-01\n"));
    assertMessage(
        "new.csv line 3, column 'city': 'Rom' did not occur in training; did you mean 'Rome'?; expected one of Rome, Oslo, Bern:"
            + " correct the cell, or allow unseen categories (--allow-unseen) to have it treated like a rare one",
        () -> inputs(schema, header + "20,Rom,yes,2024-01-01\n"));
    assertMessage(
        "new.csv line 3, column 'smoker' has no value, and neither had any row in training; expected one of no, yes: correct the"
            + " cell, or allow unseen categories (--allow-unseen) to have it treated like a rare one",
        () -> inputs(schema, header + "20,Rome,?,2024-01-01\n"));
    assertMessage(
        "new.csv line 3, column 'when' has no value ('NA'), and neither had any row in training; expected a date as in training"
            + " (year-month-day): fill it in, or train with rows that lack it",
        () -> inputs(schema, header + "20,Rome,no,NA\n"));
    assertMessage(
        "new.csv line 3, column 'when': '1/2/2024' is not a date; expected a date as in training (year-month-day): correct the"
            + " cell",
        () -> inputs(schema, header + "20,Rome,no,1/2/2024\n"));
  }

  @Test
  void unseenCategoriesMayBeAllowed() {
    Table training = Table.parse(TABLE, "t.csv", Header.PRESENT);
    Table table = Table.parse("age,city,smoker,when\n20,Rom,perhaps,2024-01-01\n", "new.csv", Header.PRESENT);
    Map<String, HostArray> inputs =
        fit(training, 0, 1, 2, 3, 4).inputs(table, new int[] {0}, UnseenCategories.ALLOW);
    assertEquals(StringArray.column("Rom"), inputs.get("city"));
    assertEquals(StringArray.column("perhaps"), inputs.get("smoker"));
  }

  @Test
  void infiniteNumbersAreRefusedInTraining() {
    Table table = Table.parse("x,y\n1,1\n2,2\ninf,3\n", "t.csv", Header.PRESENT);
    assertMessage(
        "t.csv line 4, column 'x': 'inf' is infinite or too large for a float32; expected a finite number: correct the cell, or"
            + " leave it empty where the value is unknown",
        () -> fit(table, "y", 0, 1, 2));
  }

  @Test
  void extraColumnsAreIgnored() {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    Table table = Table.parse("new,when,smoker,city,age\n1,2024-01-01,no,Rome,7\n", "new.csv", Header.PRESENT);
    assertEquals(List.of("new"), schema.unknownColumns(table));
    assertEquals(NDArray.of(Shape.of(1, 1), 7f), schema.inputs(table, new int[] {0}, UnseenCategories.REJECT).get("age"));
  }

  @Test
  void rowsWithATargetMakeADataset() {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    String rows = "age,city,smoker,when,income\n7,Rome,no,2024-01-01,\n8,Rome,no,2024-01-01,5\n";
    ArrayDataset dataset = schema.dataset(Table.parse(rows, "new.csv", Header.PRESENT), UnseenCategories.REJECT);
    assertEquals(NDArray.of(Shape.of(1, 1), 8f), dataset.inputs().get("age"));
    assertEquals(List.of(NDArray.of(Shape.of(1, 1), 5f)), dataset.targets());
    assertMessage(
        "new.csv has no value in the target 'income'; expected some to compare predictions with: fill them in, or predict"
            + " instead",
        () -> schema.dataset(Table.parse(rows.replace(",5", ","), "new.csv", Header.PRESENT), UnseenCategories.REJECT));
  }

  @Test
  void withoutHeaderTheTargetMayBeLeftOut() throws IOException {
    Table training = Table.parse("5,1.5,7\n6,2.5,8\n5,3.5,9\n", "t.csv", Header.ABSENT);
    TabularSchema schema = fit(training, "0", 0, 1, 2);
    Path file = Files.writeString(folder.resolve("new.csv"), "4.5,11\n");
    Table table = schema.read(file);
    Map<String, HostArray> inputs = schema.inputs(table, new int[] {0}, UnseenCategories.REJECT);
    assertEquals(NDArray.of(Shape.of(1, 1), 4.5f), inputs.get("1"));
    assertEquals(NDArray.of(Shape.of(1, 1), 11f), inputs.get("2"));
  }

  @Test
  void aFileWithoutTheHeaderIsRefused() throws IOException {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    Path file = Files.writeString(folder.resolve("new.csv"), "20,Rome,yes,2024-01-01\n30,Oslo,no,2024-01-01\n");
    assertMessage(
        file + " has none of the columns that the model was trained with; expected a header row with age, city, smoker, when, but"
            + " line 1 is 20, Rome, yes, 2024-01-01",
        () -> schema.read(file));
  }

  @Test
  void survivesAsAMap() {
    TabularSchema schema = fit(Table.parse(TABLE, "t.csv", Header.PRESENT), 0, 1, 2, 3, 4);
    assertEquals(schema, TabularSchema.ofMap(schema.toMap()));
    var damaged = new LinkedHashMap<>(schema.toMap());
    damaged.put("header", "perhaps");
    assertMessage(
        "the model's table schema is damaged: 'header' is perhaps; expected true or false: train the model again",
        () -> TabularSchema.ofMap(damaged));
    var features = new ArrayList<Object>((List<?>) schema.toMap().get("features"));
    features.set(1, Map.of("kind", "numeric", "column", "c", "input", "c", "format", "roman"));
    damaged.put("header", true);
    damaged.put("features", features);
    assertMessage(
        "the model's table schema is damaged: 'features[1].format' is roman; expected the name of a NumberFormat: train the model"
            + " again",
        () -> TabularSchema.ofMap(damaged));
  }

  @Test
  void preparesWithNotices() {
    Table table =
        Table.parse(
            "id,x,y\n" + "17,1.5,a\n".replace("17", "1") + "9,2.5,b\n4,3.5,a\n3,4.5,b\n2,5.5,\n8,6.5,a\n7,7.5,b\n",
            "t.csv",
            Header.PRESENT);
    TabularData data = TabularData.prepare(table, new TabularData.Options("y", List.of(), null, 0.3, 0.3, 1));
    assertEquals(
        List.of(
            "1 of 7 rows have no value in 'y' and are left out",
            "column 'id' is not used: an identifier, another number in each row"),
        data.notices());
    assertEquals(6, data.train().size() + data.validation().size() + data.test().size());
    assertFalse(data.schema().features().isEmpty());
  }

  @Test
  void impossibleWishes() {
    Table table = Table.parse("x,y\n1,a\n2,b\n3,a\n4,b\n", "t.csv", Header.PRESENT);
    assertMessage(
        "column 'y' is both the target and dropped; expected another column in one of the places",
        () -> TabularData.prepare(table, new TabularData.Options("y", List.of("y"), null, 0.5, 0, 1)));
    assertMessage(
        "t.csv has no column to learn 'y' from; expected at least one besides the target ('x': as asked): add columns or drop"
            + " fewer",
        () -> TabularData.prepare(table, new TabularData.Options("y", List.of("x"), null, 0.5, 0, 1)));
  }

  private static Map<String, HostArray> inputs(TabularSchema schema, String text) {
    Table table = Table.parse(text, "new.csv", Header.PRESENT);
    return schema.inputs(table, UnseenCategories.REJECT);
  }

  private static TabularSchema fit(Table table, int... trainRows) {
    return fit(table, "income", trainRows);
  }

  private static TabularSchema fit(Table table, String targetName, int... trainRows) {
    Column column = table.column(targetName);
    TargetColumn target = TargetColumn.of(table, column, Task.REGRESSION);
    return TabularSchema.fit(table, target.fitted(target.values(table, column), trainRows), List.of(), trainRows);
  }
}
