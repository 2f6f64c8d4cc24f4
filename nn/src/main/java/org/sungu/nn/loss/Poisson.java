package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Log;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean(p - t ln(p + 10⁻⁷))` over the last axis. Source: [keras.io](https://keras.io/api/losses/probabilistic_losses/#poisson-class).
@RecordBuilder
public record Poisson(Reduction reduction, String name) implements Loss, PoissonBuilder.With {
  public static Poisson of() {
    return new Poisson(Reduction.SUM_OVER_BATCH_SIZE, "poisson");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(yPred.minus(yTrue.times(Log.of(yPred.plus(Probabilities.EPSILON)))), -1);
  }
}
