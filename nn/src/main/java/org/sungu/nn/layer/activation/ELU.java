package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Elu;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// `x` where x > 0, `alpha·(eˣ - 1)` elsewhere. Source: [keras.io](https://keras.io/api/layers/activation_layers/elu/).
@RecordBuilder
public record ELU(double alpha, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, ELUBuilder.With {
  /// Keras's defaults.
  public static ELU of() {
    return of(1);
  }

  public static ELU of(double alpha) {
    return new ELU(alpha, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return Elu.of(dtype.autocast(input), alpha);
  }
}
