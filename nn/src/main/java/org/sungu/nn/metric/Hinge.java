package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the hinge loss, see [org.sungu.nn.loss.Hinge].
/// Source: [keras.io](https://keras.io/api/metrics/hinge_metrics/#hinge-class).
@RecordBuilder
public record Hinge(String name, DType dtype) implements MeanMetric, HingeBuilder.With {
  public static Hinge of() {
    return new Hinge("hinge", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.Hinge.of().values(yTrue, yPred);
  }
}
