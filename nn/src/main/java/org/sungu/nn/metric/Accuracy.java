package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Equal;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// How often predictions equal targets. For probabilities use [BinaryAccuracy] or [SparseCategoricalAccuracy].
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#accuracy-class).
@RecordBuilder
public record Accuracy(String name, DType dtype) implements MeanMetric, AccuracyBuilder.With {
  public static Accuracy of() {
    return new Accuracy("accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    return Equal.of(aligned.yTrue(), aligned.yPred()).cast(dtype);
  }
}
