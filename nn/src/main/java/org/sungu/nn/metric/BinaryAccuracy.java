package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Less;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// How often a probability is above the threshold exactly where the target is 1.
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class).
@RecordBuilder
public record BinaryAccuracy(double threshold, String name, DType dtype) implements MeanMetric, BinaryAccuracyBuilder.With {
  public static BinaryAccuracy of() {
    return new BinaryAccuracy(0.5, "binary_accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    Tensor positive = Less.of(Constant.scalar(aligned.yPred().dtype(), threshold), aligned.yPred());
    return Equal.of(aligned.yTrue(), positive.cast(aligned.yTrue().dtype())).cast(dtype);
  }
}
