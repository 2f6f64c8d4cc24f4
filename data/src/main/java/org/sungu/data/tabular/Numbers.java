package org.sungu.data.tabular;

/// Numbers as people write them.
final class Numbers {
  private Numbers() {}

  /// Whole numbers without a fraction (`3`, not `3.0`), others as Java prints them.
  static String shortText(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }
}
