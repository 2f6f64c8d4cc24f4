package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Tensor;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// How often the class of a one-hot target is among the k with the largest predictions.
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class).
@RecordBuilder
public record TopKCategoricalAccuracy(int k, String name, DType dtype) implements MeanMetric, TopKCategoricalAccuracyBuilder.With {
  public static TopKCategoricalAccuracy of() {
    return new TopKCategoricalAccuracy(5, "top_k_categorical_accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    return TopK.contains(ArgMax.of(aligned.yTrue(), -1), aligned.yPred(), k).cast(dtype);
  }
}
