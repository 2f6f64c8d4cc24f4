package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Absolute;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean(|t - p|)` over the last axis. Source: [keras.io](https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class).
@RecordBuilder
public record MeanAbsoluteError(Reduction reduction, String name) implements Loss, MeanAbsoluteErrorBuilder.With {
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError(Reduction.SUM_OVER_BATCH_SIZE, "mean_absolute_error");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(Absolute.of(yTrue.minus(yPred)), -1);
  }
}
