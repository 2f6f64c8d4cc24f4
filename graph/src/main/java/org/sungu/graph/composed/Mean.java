package org.sungu.graph.composed;

import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;

/// The arithmetic mean over axes: `Σx / n`.
public final class Mean {
  private Mean() {}

  /// Over the named axes, or all where none is named.
  public static Tensor of(Tensor x, int... axes) {
    Tensor sum = ReduceSum.of(x, axes);
    return sum.times(scale(x, sum));
  }

  /// The same, with the axes kept as size 1.
  public static Tensor keeping(Tensor x, int... axes) {
    Tensor sum = ReduceSum.keeping(x, axes);
    return sum.times(scale(x, sum));
  }

  private static double scale(Tensor x, Tensor sum) {
    return (double) sum.shape().elementCount() / x.shape().elementCount();
  }
}
