package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean((t - p)²)` over the last axis. Source: [keras.io](https://keras.io/api/losses/regression_losses/#meansquarederror-class).
@RecordBuilder
public record MeanSquaredError(Reduction reduction, String name) implements Loss, MeanSquaredErrorBuilder.With {
  public static MeanSquaredError of() {
    return new MeanSquaredError(Reduction.SUM_OVER_BATCH_SIZE, "mean_squared_error");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(yTrue.minus(yPred).squared(), -1);
  }
}
