package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.composed.Softplus;

/// `mean(ln cosh(p - t))` over the last axis, computed as `x + softplus(-2x) - ln 2`. Source: [keras.io](https://keras.io/api/losses/regression_losses/#logcosh-class).
@RecordBuilder
public record LogCosh(Reduction reduction, String name) implements Loss, LogCoshBuilder.With {
  public static LogCosh of() {
    return new LogCosh(Reduction.SUM_OVER_BATCH_SIZE, "log_cosh");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor error = yPred.minus(yTrue);
    return Mean.of(error.plus(Softplus.of(error.times(-2))).minus(Math.log(2)), -1);
  }
}
