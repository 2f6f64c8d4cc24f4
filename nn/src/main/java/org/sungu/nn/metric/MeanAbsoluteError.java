package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the absolute error, see [org.sungu.nn.loss.MeanAbsoluteError].
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class).
@RecordBuilder
public record MeanAbsoluteError(String name, DType dtype) implements MeanMetric, MeanAbsoluteErrorBuilder.With {
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError("mean_absolute_error", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.MeanAbsoluteError.of().values(yTrue, yPred);
  }
}
