package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the Kullback-Leibler divergence, see [org.sungu.nn.loss.KLDivergence].
/// Source: [keras.io](https://keras.io/api/metrics/probabilistic_metrics/#kldivergence-class).
@RecordBuilder
public record KLDivergence(String name, DType dtype) implements MeanMetric, KLDivergenceBuilder.With {
  public static KLDivergence of() {
    return new KLDivergence("kl_divergence", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.KLDivergence.of().values(yTrue, yPred);
  }
}
