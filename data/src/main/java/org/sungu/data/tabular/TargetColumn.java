package org.sungu.data.tabular;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sungu.data.DataException;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The column that a model learns to predict.
///
/// Two distinct values make a [Task#BINARY] target, text with more a [Task#MULTICLASS] one, and so do up to 10 distinct whole
/// numbers of which each is seen twice at least; other numbers are for [Task#REGRESSION]. Classes are sorted, numbers by size; of
/// two, the later one (`1`, `yes`, `true`) is the positive class.
///
/// @param column the column's name
/// @param classes the class names in the order of their numbers; empty for regression
/// @param format how numbers are written
/// @param numericClasses whether classes are compared as numbers, so that `1` and `1.0` are one class
/// @param ignoresCase whether classes count as equal in upper and lower case, as words for no and yes do
/// @param mean of a regression target over the training rows, otherwise 0
/// @param variance of a regression target over the training rows (1 where all are equal), otherwise 1
public record TargetColumn(
    String column,
    Task task,
    List<String> classes,
    NumberFormat format,
    boolean numericClasses,
    boolean ignoresCase,
    double mean,
    double variance) {
  private static final int SHOWN = 12;

  public TargetColumn {
    classes = List.copyOf(classes);
  }

  /// Finds out what a target column holds.
  ///
  /// @param wanted what the user asks for, or null to infer it
  /// @throws DataException if it cannot be learnt, or not as wanted
  public static TargetColumn of(Table table, Column column, @Nullable Task wanted) {
    return new TargetInspection(table, column).target(wanted);
  }

  /// The target of every row: the class number, or the number itself; NaN where the cell has no value.
  ///
  /// @throws DataException if a cell holds no class or number of this target; the message names line and value
  public double[] values(Table table, Column source) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : classes) {
      numbers.put(key(name), numbers.size());
    }
    double[] values = new double[table.rowCount()];
    if (classes.isEmpty()) {
      for (int row = 0; row < values.length; row++) {
        values[row] = source.isMissing(row) ? Double.NaN : number(table, source, row);
      }
      return values;
    }
    Dictionary dictionary = source.dictionary();
    double[] valueOfCode = new double[dictionary.size()];
    for (int code = 0; code < valueOfCode.length; code++) {
      String text = dictionary.text(code);
      boolean missing = numericClasses ? MissingMarkers.contains(text) : MissingMarkers.containsAsClass(text);
      Integer number = numbers.get(key(text));
      if (number == null && !missing) {
        throw new DataException(
            table.place(dictionary.firstRow(code)) + ", target '" + source.name() + "': "
                + source.quoted(dictionary.firstRow(code)) + " is not a class that the model knows" + NearestName.hint(text, classes) + "; expected one of "
                + listClasses() + ": correct the cell or leave it empty");
      }
      valueOfCode[code] = number == null || missing ? Double.NaN : number;
    }
    for (int row = 0; row < values.length; row++) {
      values[row] = valueOfCode[dictionary.codeAt(row)];
    }
    return values;
  }

  private double number(Table table, Column source, int row) {
    double value = format.parse(source.bytes(), source.start(row), source.end(row));
    if (Math.abs(value) <= Float.MAX_VALUE) {
      return value;
    }
    throw new DataException(
        table.place(row) + ", target '" + source.name() + "': " + source.quoted(row) + " is "
            + (Double.isNaN(value) ? "not a number" : "infinite or too large for a float32")
            + "; expected a finite number, or an empty cell to leave the row out: correct the cell");
  }

  private String key(String text) {
    if (numericClasses) {
      double value = format.parse(text);
      return Double.isNaN(value) ? text : Numbers.shortText(value);
    }
    return ignoresCase ? text.toLowerCase(Locale.ROOT) : text;
  }

  private String listClasses() {
    String list = classes.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return classes.size() > SHOWN ? list + ", … (" + classes.size() + " in all)" : list;
  }

  /// The targets of the given rows as the model's loss takes them, shape `[rows.length, 1]`: float32 0 or 1, int32 class
  /// numbers, or float32 numbers.
  ///
  /// @param values all rows' targets, from [#values]
  public NDArray array(double[] values, int[] rows) {
    Shape shape = Shape.of(rows.length, 1);
    if (task == Task.MULTICLASS) {
      int[] labels = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        labels[i] = (int) values[rows[i]];
      }
      return NDArray.of(shape, labels);
    }
    float[] numbers = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      numbers[i] = (float) values[rows[i]];
    }
    return NDArray.of(shape, numbers);
  }

  /// This target with the mean and variance of the training rows, if it is a regression target.
  TargetColumn fitted(double[] values, int[] trainRows) {
    if (task != Task.REGRESSION) {
      return this;
    }
    Statistics statistics = Statistics.of(values, trainRows);
    double spread = statistics.variance() > 0 ? statistics.variance() : 1;
    return new TargetColumn(column, task, classes, format, numericClasses, ignoresCase, statistics.mean(), spread);
  }
}
