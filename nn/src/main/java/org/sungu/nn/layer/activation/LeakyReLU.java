package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.LeakyRelu;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// `x` where x ≥ 0, `negativeSlope·x` below. Source: [keras.io](https://keras.io/api/layers/activation_layers/leaky_relu/).
///
/// The slope is 0.3 by default, as in Keras, where the activation `leaky_relu` has 0.2.
@RecordBuilder
public record LeakyReLU(double negativeSlope, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, LeakyReLUBuilder.With {
  public LeakyReLU {
    if (negativeSlope < 0) {
      throw new IllegalArgumentException("LeakyReLU got negativeSlope = " + negativeSlope + "; expected at least 0");
    }
  }

  /// Keras's defaults.
  public static LeakyReLU of() {
    return of(0.3);
  }

  public static LeakyReLU of(double negativeSlope) {
    return new LeakyReLU(negativeSlope, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return LeakyRelu.of(dtype.autocast(input), negativeSlope);
  }
}
