package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the Poisson loss, see [org.sungu.nn.loss.Poisson].
/// Source: [keras.io](https://keras.io/api/metrics/probabilistic_metrics/#poisson-class).
@RecordBuilder
public record Poisson(String name, DType dtype) implements MeanMetric, PoissonBuilder.With {
  public static Poisson of() {
    return new Poisson("poisson", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.Poisson.of().values(yTrue, yPred);
  }
}
