package org.sungu.data.tabular;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.data.ArrayDataset;
import org.sungu.data.DataException;

/// A table made ready to train a model with.
///
/// @param schema what to keep with the model
/// @param split which rows of the table went where
/// @param notices remarks for the user, one line each: columns that are not used, rows that are left out
public record TabularData(
    TabularSchema schema, Split split, ArrayDataset train, ArrayDataset validation, ArrayDataset test, List<String> notices) {

  /// What the user asks for.
  ///
  /// @param target the target's name or number ([Table#column])
  /// @param drop names or numbers of columns that are not to be inputs
  /// @param task what to learn, or null to infer it from the target
  /// @param testFraction share of all rows to test with
  /// @param validationFraction share of the other rows to validate with
  /// @param seed fixes the split
  public record Options(
      String target, List<String> drop, @Nullable Task task, double testFraction, double validationFraction, long seed) {
    public Options {
      drop = List.copyOf(drop);
    }
  }

  /// Finds out types, splits (stratified by class) and fits.
  ///
  /// Rows without a target value are left out, with a notice.
  ///
  /// @throws DataException if the table does not serve
  public static TabularData prepare(Table table, Options options) {
    Column targetColumn = table.column(options.target);
    Set<String> unwanted = new HashSet<>();
    for (String name : options.drop) {
      unwanted.add(table.column(name).name());
    }
    if (unwanted.contains(targetColumn.name())) {
      throw new DataException(
          "column '" + targetColumn.name() + "' is both the target and dropped; expected another column in one of the places");
    }
    TargetColumn target = TargetColumn.of(table, targetColumn, options.task);
    double[] values = target.values(table, targetColumn);
    int[] rows = IntStream.range(0, values.length).filter(row -> !Double.isNaN(values[row])).toArray();
    Split split = split(target, values, rows, options);
    TabularSchema schema =
        TabularSchema.fit(table, target.fitted(values, split.train()), unwanted, split.train());

    var notices = new ArrayList<String>();
    if (rows.length < values.length) {
      notices.add((values.length - rows.length) + " of " + values.length + " rows have no value in '" + target.column() + "' and are left out");
    }
    schema.dropped().stream()
        .filter(column -> !unwanted.contains(column.column()))
        .forEach(column -> notices.add("column '" + column.column() + "' is not used: " + column.reason()));
    return new TabularData(
        schema,
        split,
        dataset(schema, table, values, split.train()),
        dataset(schema, table, values, split.validation()),
        dataset(schema, table, values, split.test()),
        notices);
  }

  private static Split split(TargetColumn target, double[] values, int[] rows, Options options) {
    if (target.task() == Task.REGRESSION) {
      return Split.random(rows, options.testFraction, options.validationFraction, options.seed);
    }
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      classes[i] = (int) values[rows[i]];
    }
    return Split.stratified(rows, classes, options.testFraction, options.validationFraction, options.seed);
  }

  private static ArrayDataset dataset(TabularSchema schema, Table table, double[] values, int[] rows) {
    return ArrayDataset.of(schema.inputs(table, rows, UnseenCategories.ALLOW), schema.target().array(values, rows));
  }
}
