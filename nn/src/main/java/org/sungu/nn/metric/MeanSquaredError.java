package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the squared error, see [org.sungu.nn.loss.MeanSquaredError].
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#meansquarederror-class).
@RecordBuilder
public record MeanSquaredError(String name, DType dtype) implements MeanMetric, MeanSquaredErrorBuilder.With {
  public static MeanSquaredError of() {
    return new MeanSquaredError("mean_squared_error", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.MeanSquaredError.of().values(yTrue, yPred);
  }
}
