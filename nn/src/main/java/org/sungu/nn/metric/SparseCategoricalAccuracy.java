package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Equal;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// How often the largest prediction is that of the class whose number is the target.
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class).
@RecordBuilder
public record SparseCategoricalAccuracy(String name, DType dtype) implements MeanMetric, SparseCategoricalAccuracyBuilder.With {
  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy("sparse_categorical_accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return Equal.of(ClassNumbers.of(name, yTrue, yPred), ArgMax.of(yPred, -1)).cast(dtype);
  }
}
