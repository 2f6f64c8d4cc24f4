package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the binary cross-entropy, see [org.sungu.nn.loss.BinaryCrossentropy].
/// Source: [keras.io](https://keras.io/api/metrics/probabilistic_metrics/#binarycrossentropy-class).
@RecordBuilder
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, String name, DType dtype)
    implements MeanMetric, BinaryCrossentropyBuilder.With {
  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(false, 0, "binary_crossentropy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.BinaryCrossentropy.of().withFromLogits(fromLogits).withLabelSmoothing(labelSmoothing).values(yTrue, yPred);
  }
}
