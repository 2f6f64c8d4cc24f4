package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the squared hinge loss, see [org.sungu.nn.loss.SquaredHinge].
/// Source: [keras.io](https://keras.io/api/metrics/hinge_metrics/#squaredhinge-class).
@RecordBuilder
public record SquaredHinge(String name, DType dtype) implements MeanMetric, SquaredHingeBuilder.With {
  public static SquaredHinge of() {
    return new SquaredHinge("squared_hinge", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.SquaredHinge.of().values(yTrue, yPred);
  }
}
