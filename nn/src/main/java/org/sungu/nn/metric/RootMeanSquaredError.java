package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// The square root of the mean squared error over all samples.
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#rootmeansquarederror-class).
@RecordBuilder
public record RootMeanSquaredError(String name, DType dtype) implements MeanMetric, RootMeanSquaredErrorBuilder.With {
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError("root_mean_squared_error", DType.FLOAT32);
  }

  @Override
  public boolean heedsMask() {
    return false;
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    return aligned.yPred().minus(aligned.yTrue()).squared();
  }

  @Override
  public Tensor result(List<Tensor> state) {
    return Sqrt.of(MeanMetric.super.result(state));
  }
}
