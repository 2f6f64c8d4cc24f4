package org.sungu.graph.composed;

import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;

/// The rectifier with all of Keras's options: `x` above `threshold`, `negativeSlope·(x - threshold)` elsewhere, at most `maxValue`.
///
/// Source: [keras.io](https://keras.io/api/layers/activations/#relu-function).
public final class Relu {
  private Relu() {}

  /// @param maxValue the largest result, infinity for none
  public static Tensor of(Tensor x, double negativeSlope, double maxValue, double threshold) {
    if (negativeSlope != 0 && threshold == 0 && maxValue == Double.POSITIVE_INFINITY) {
      return LeakyRelu.of(x, negativeSlope);
    }
    Tensor positive = threshold == 0 ? Maximum.of(x, 0) : Threshold.of(x, threshold, 0);
    if (maxValue != Double.POSITIVE_INFINITY) {
      positive = Clip.of(positive, 0, maxValue);
    }
    return negativeSlope == 0 ? positive : positive.minus(Maximum.of(x.subtractedFrom(threshold), 0).times(negativeSlope));
  }
}
