package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the cross-entropy with one-hot targets, see [org.sungu.nn.loss.CategoricalCrossentropy].
/// Source: [keras.io](https://keras.io/api/metrics/probabilistic_metrics/#categoricalcrossentropy-class).
@RecordBuilder
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis, String name, DType dtype)
    implements MeanMetric, CategoricalCrossentropyBuilder.With {
  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(false, 0, -1, "categorical_crossentropy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.CategoricalCrossentropy.of().withFromLogits(fromLogits).withLabelSmoothing(labelSmoothing).withAxis(axis)
        .values(yTrue, yPred);
  }
}
