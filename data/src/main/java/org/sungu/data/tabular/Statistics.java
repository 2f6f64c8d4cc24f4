package org.sungu.data.tabular;

/// Mean, population variance, minimum and maximum of the given rows' values that are not NaN; all 0 where there are none.
record Statistics(int count, double mean, double variance, double minimum, double maximum) {
  /// Two passes in float64: the second one sums squared distances from the mean, which loses no digits to cancellation.
  static Statistics of(double[] values, int[] rows) {
    int count = 0;
    double sum = 0;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        count++;
        sum += value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
      }
    }
    if (count == 0) {
      return new Statistics(0, 0, 0, 0, 0);
    }
    double mean = sum / count;
    double squares = 0;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    return new Statistics(count, mean, squares / count, minimum, maximum);
  }
}
