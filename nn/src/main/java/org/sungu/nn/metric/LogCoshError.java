package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.LogCosh;
import org.sungu.tensor.DType;

/// The mean over samples of `ln cosh` of the error, see [org.sungu.nn.loss.LogCosh].
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#logcosherror-class).
@RecordBuilder
public record LogCoshError(String name, DType dtype) implements MeanMetric, LogCoshErrorBuilder.With {
  public static LogCoshError of() {
    return new LogCoshError("logcosh", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return LogCosh.of().values(yTrue, yPred);
  }
}
