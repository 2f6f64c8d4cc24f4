package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the cross-entropy with class numbers as targets, see [org.sungu.nn.loss.SparseCategoricalCrossentropy].
/// Samples of the ignored class count as 0, as they do in Keras.
/// Source: [keras.io](https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class).
@RecordBuilder
public record SparseCategoricalCrossentropy(boolean fromLogits, @Nullable Integer ignoreClass, int axis, String name, DType dtype)
    implements MeanMetric, SparseCategoricalCrossentropyBuilder.With {
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(false, null, -1, "sparse_categorical_crossentropy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.SparseCategoricalCrossentropy.of().withFromLogits(fromLogits).withIgnoreClass(ignoreClass).withAxis(axis)
        .values(yTrue, yPred);
  }
}
