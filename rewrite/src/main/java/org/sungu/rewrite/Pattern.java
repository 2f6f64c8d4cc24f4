package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Tensor;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Questions that several rules ask about a tensor.
final class Pattern {
  private Pattern() {}

  /// The numbers of a constant, null of anything else.
  static @Nullable NDArray constant(Tensor tensor) {
    return tensor.node().op() instanceof Constant constant ? constant.value() : null;
  }

  /// Whether the tensor is a constant with one element, which is exactly this (0 is not -0).
  static boolean isScalar(Tensor tensor, double value) {
    NDArray constant = constant(tensor);
    return constant != null && constant.elementCount() == 1 && Double.compare(constant.getDouble(0), value) == 0;
  }

  /// Whether one shape is the other with axes of size 1 put in front, so that both broadcast alike.
  static boolean onlyLeadingOnes(Shape from, Shape to) {
    int added = to.rank() - from.rank();
    return added >= 0 && to.range(added, to.rank()).equals(from) && to.range(0, added).elementCount() == 1;
  }
}
