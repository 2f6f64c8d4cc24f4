package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Relu;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// The rectifier: `x` above `threshold`, `negativeSlope·(x - threshold)` elsewhere, at most `maxValue`. Source: [keras.io](https://keras.io/api/layers/activation_layers/relu/).
///
/// @param maxValue the largest result, or null for none
@RecordBuilder
public record ReLU(@Nullable Double maxValue, double negativeSlope, double threshold, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, ReLUBuilder.With {
  public ReLU {
    if ((maxValue != null && maxValue < 0) || negativeSlope < 0 || threshold < 0) {
      throw new IllegalArgumentException("ReLU got maxValue = " + maxValue + ", negativeSlope = " + negativeSlope + ", threshold = "
          + threshold + "; expected none of them to be negative");
    }
  }

  /// Keras's defaults: `max(x, 0)`.
  public static ReLU of() {
    return new ReLU(null, 0, 0, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return Relu.of(dtype.autocast(input), negativeSlope, maxValue == null ? Double.POSITIVE_INFINITY : maxValue, threshold);
  }
}
