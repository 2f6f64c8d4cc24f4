package org.sungu.nn.regularizer;

/// The strength of a penalty.
final class Factor {
  private Factor() {}

  /// @throws IllegalArgumentException unless it is finite and not negative
  static void check(String regularizer, String name, double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(regularizer + " got " + name + " = " + factor + "; expected a finite number that is not negative");
    }
  }
}
