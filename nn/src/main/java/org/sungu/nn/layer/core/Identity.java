package org.sungu.nn.layer.core;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// Its input as it is. Source: [keras.io](https://keras.io/api/layers/core_layers/identity/).
@RecordBuilder
public record Identity(@Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, IdentityBuilder.With {
  public static Identity of() {
    return new Identity(null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return dtype.autocast(input);
  }
}
