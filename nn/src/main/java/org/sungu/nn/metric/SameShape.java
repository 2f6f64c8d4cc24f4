package org.sungu.nn.metric;

import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;

/// Targets and predictions that have one value for each other.
final class SameShape {
  private SameShape() {}

  /// @throws ShapeException if the shapes differ by more than a last axis of size 1
  static Alignment of(String metric, Tensor yTrue, Tensor yPred) {
    Alignment aligned = Alignment.of(yTrue, yPred);
    if (!aligned.yTrue().shape().equals(aligned.yPred().shape()) || yPred.rank() == 0) {
      throw new ShapeException(metric + ": got targets " + yTrue.type() + " and predictions " + yPred.type()
          + "; expected one shape of at least one axis");
    }
    return aligned;
  }
}
