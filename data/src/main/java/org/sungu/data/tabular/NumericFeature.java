package org.sungu.data.tabular;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sungu.data.DataException;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A numeric model input: float32 `[n, 1]`, NaN where the cell has no value.
///
/// Mean, variance (population, that is divided by the count, as Keras's Normalization computes it), minimum and maximum are
/// those of the training rows that have a value, accumulated in float64.
///
/// @param column the column that is read
/// @param input the model input
/// @param reading how cells are read
/// @param otherMissing texts that stand for "no value" besides the [MissingMarkers]
/// @param mean 0 where no training row has a value
/// @param variance 1 where all training values are equal, so that dividing by it does no harm
/// @param hasMissing whether some row of the training table (validation and test rows included) has no value
public record NumericFeature(
    String column,
    String input,
    NumberReading reading,
    List<String> otherMissing,
    double mean,
    double variance,
    double minimum,
    double maximum,
    boolean hasMissing)
    implements Feature {

  public NumericFeature {
    otherMissing = List.copyOf(otherMissing);
  }

  /// Fits a feature to the training rows of a table.
  static NumericFeature fit(
      Table table, Column column, String input, NumberReading reading, List<String> otherMissing, int[] trainRows) {
    var unfitted = new NumericFeature(column.name(), input, reading, otherMissing, 0, 1, 0, 0, true);
    double[] values = new double[column.rowCount()];
    for (int row = 0; row < values.length; row++) {
      values[row] = unfitted.value(table, column, row);
    }
    boolean hasMissing = Arrays.stream(values).anyMatch(Double::isNaN);
    Statistics statistics = Statistics.of(values, trainRows);
    return new NumericFeature(
        column.name(),
        input,
        reading,
        otherMissing,
        statistics.mean(),
        statistics.variance() > 0 ? statistics.variance() : 1,
        statistics.minimum(),
        statistics.maximum(),
        hasMissing);
  }

  @Override
  public NDArray read(Table table, Column source, int[] rows, UnseenCategories unseen) {
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double value = value(table, source, rows[i]);
      if (Double.isNaN(value) && !hasMissing) {
        throw new DataException(
            table.place(rows[i]) + ", column '" + source.name() + "' has no value"
                + (source.text(rows[i]).isEmpty() ? "" : " (" + source.quoted(rows[i]) + ")")
                + ", and neither had any row in training"
                + "; expected " + expectation() + ": fill it in, or train with rows that lack it");
      }
      values[i] = (float) value;
    }
    return NDArray.of(Shape.of(rows.length, 1), values);
  }

  /// The number in a cell, or NaN where there is none.
  private double value(Table table, Column source, int row) {
    if (source.isMissing(row)) {
      return Double.NaN;
    }
    double value = reading.parse(source.bytes(), source.start(row), source.end(row));
    if (Math.abs(value) <= Float.MAX_VALUE) {
      return value;
    }
    if (Double.isNaN(value)) {
      if (otherMissing.contains(source.text(row))) {
        return Double.NaN;
      }
      throw new DataException(
          table.place(row) + ", column '" + source.name() + "': " + source.quoted(row) + " is not "
              + (reading instanceof DatePart ? "a date" : "a number") + "; expected " + expectation() + ": correct the cell"
              + (hasMissing ? ", or leave it empty where the value is unknown" : ""));
    }
    throw new DataException(
        table.place(row) + ", column '" + source.name() + "': " + source.quoted(row)
            + " is infinite or too large for a float32; expected a finite number: correct the cell, or leave it empty where the"
            + " value is unknown");
  }

  private String expectation() {
    return switch (reading) {
      case DatePart part -> "a date as in training (" + part.pattern().name().toLowerCase(Locale.ROOT).replace('_', '-') + ")";
      case NumberFormat _ -> "a number as in training (" + Numbers.shortText(minimum) + " to " + Numbers.shortText(maximum) + ")";
    };
  }
}
