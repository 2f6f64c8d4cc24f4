package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Absolute;
import org.sungu.graph.Constant;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// Squared where the error e is small, linear where it is large: the mean over the last axis of `e²/2` if `|e| ≤ delta`, else
/// `delta |e| - delta²/2`.
///
/// Keras does not save `delta`: a model it loads back goes on with 1. Here it is saved, and Keras reads it.
/// Source: [keras.io](https://keras.io/api/losses/regression_losses/#huber-class).
@RecordBuilder
public record Huber(double delta, Reduction reduction, String name) implements Loss, HuberBuilder.With {
  public static Huber of() {
    return new Huber(1, Reduction.SUM_OVER_BATCH_SIZE, "huber_loss");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor error = yPred.minus(yTrue);
    Tensor size = Absolute.of(error);
    Tensor small = LessOrEqual.of(size, Constant.scalar(size.dtype(), delta));
    Tensor linear = size.times(delta).minus(delta * delta / 2);
    return Mean.of(Select.of(small, error.squared().times(0.5), linear), -1);
  }
}
