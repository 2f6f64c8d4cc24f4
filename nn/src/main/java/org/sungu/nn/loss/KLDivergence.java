package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Log;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Clip;

/// `Σ t ln(t / p)` over the last axis, both limited to [10⁻⁷, 1]. Source: [keras.io](https://keras.io/api/losses/probabilistic_losses/#kldivergence-class).
@RecordBuilder
public record KLDivergence(Reduction reduction, String name) implements Loss, KLDivergenceBuilder.With {
  public static KLDivergence of() {
    return new KLDivergence(Reduction.SUM_OVER_BATCH_SIZE, "kl_divergence");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor target = Clip.of(yTrue, Probabilities.EPSILON, 1);
    Tensor prediction = Clip.of(yPred, Probabilities.EPSILON, 1);
    return ReduceSum.of(target.times(Log.of(target.dividedBy(prediction))), -1);
  }
}
