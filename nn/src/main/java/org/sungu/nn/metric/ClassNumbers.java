package org.sungu.nn.metric;

import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// Targets that are numbers of classes.
final class ClassNumbers {
  private ClassNumbers() {}

  /// The int32 numbers `[…]` from targets `[…]` or `[…,1]` for predictions `[…,classes]`.
  ///
  /// @throws ShapeException if there is not one number per row of predictions
  static Tensor of(String metric, Tensor yTrue, Tensor yPred) {
    boolean column = yTrue.rank() == yPred.rank() && yTrue.rank() > 0 && yTrue.shape().size(-1) == 1;
    Tensor classes = column ? yTrue.reshape(yTrue.shape().without(-1).toArray()) : yTrue;
    if (yPred.rank() == 0 || !classes.shape().equals(yPred.shape().without(-1))) {
      throw new ShapeException(metric + ": got targets " + yTrue.type() + " and predictions " + yPred.type()
          + "; expected one class number per row of predictions (for one-hot targets use the metric without 'sparse')");
    }
    return classes.cast(DType.INT32);
  }
}
