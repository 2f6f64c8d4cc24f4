package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.activation.Activation;

/// An activation function as a layer; Keras's `Activation`. Source: [keras.io](https://keras.io/api/layers/core_layers/activation/).
@RecordBuilder
public record ActivationLayer(Activation activation, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, ActivationLayerBuilder.With {
  public static ActivationLayer of(Activation activation) {
    return new ActivationLayer(activation, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public String className() {
    return "Activation";
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return activation.of(dtype.autocast(input));
  }
}
