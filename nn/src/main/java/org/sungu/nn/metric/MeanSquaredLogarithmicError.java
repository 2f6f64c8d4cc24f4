package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the squared difference of logarithms, see [org.sungu.nn.loss.MeanSquaredLogarithmicError].
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#meansquaredlogarithmicerror-class).
@RecordBuilder
public record MeanSquaredLogarithmicError(String name, DType dtype) implements MeanMetric, MeanSquaredLogarithmicErrorBuilder.With {
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError("mean_squared_logarithmic_error", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.MeanSquaredLogarithmicError.of().values(yTrue, yPred);
  }
}
