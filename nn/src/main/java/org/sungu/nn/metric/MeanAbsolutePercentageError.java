package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the absolute error in percent of the target, see [org.sungu.nn.loss.MeanAbsolutePercentageError].
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#meanabsolutepercentageerror-class).
@RecordBuilder
public record MeanAbsolutePercentageError(String name, DType dtype) implements MeanMetric, MeanAbsolutePercentageErrorBuilder.With {
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError("mean_absolute_percentage_error", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.MeanAbsolutePercentageError.of().values(yTrue, yPred);
  }
}
