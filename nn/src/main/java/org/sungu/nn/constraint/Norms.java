package org.sungu.nn.constraint;

import java.util.List;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;

/// Euclidean norms of a weight's parts.
final class Norms {
  /// Keras's `epsilon()`, which keeps a part of zeros from dividing by 0.
  static final double EPSILON = 1e-7;

  private Norms() {}

  /// The norm along the axes, which stay as size 1.
  static Tensor along(Tensor weight, List<Integer> axes) {
    return Sqrt.of(ReduceSum.keeping(weight.squared(), axes.stream().mapToInt(Integer::intValue).toArray()));
  }
}
