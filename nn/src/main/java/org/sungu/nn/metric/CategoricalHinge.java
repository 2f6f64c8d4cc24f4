package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the categorical hinge loss, see [org.sungu.nn.loss.CategoricalHinge].
/// Source: [keras.io](https://keras.io/api/metrics/hinge_metrics/#categoricalhinge-class).
@RecordBuilder
public record CategoricalHinge(String name, DType dtype) implements MeanMetric, CategoricalHingeBuilder.With {
  public static CategoricalHinge of() {
    return new CategoricalHinge("categorical_hinge", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.CategoricalHinge.of().values(yTrue, yPred);
  }
}
