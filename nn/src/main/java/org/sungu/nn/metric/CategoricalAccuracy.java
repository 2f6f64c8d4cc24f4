package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Equal;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// How often the largest prediction is where the largest target is, as for one-hot targets.
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class).
@RecordBuilder
public record CategoricalAccuracy(String name, DType dtype) implements MeanMetric, CategoricalAccuracyBuilder.With {
  public static CategoricalAccuracy of() {
    return new CategoricalAccuracy("categorical_accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    return Equal.of(ArgMax.of(aligned.yTrue(), -1), ArgMax.of(aligned.yPred(), -1)).cast(dtype);
  }
}
