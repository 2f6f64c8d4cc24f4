package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// `eˣ / Σ eˣ` over one axis or several. Source: [keras.io](https://keras.io/api/layers/activation_layers/softmax/).
@RecordBuilder
public record Softmax(List<Integer> axis, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, SoftmaxBuilder.With {
  public Softmax {
    axis = List.copyOf(axis);
    if (axis.isEmpty()) {
      throw new IllegalArgumentException("Softmax got no axis; expected at least one, such as -1");
    }
  }

  /// Keras's defaults: over the last axis.
  public static Softmax of() {
    return new Softmax(List.of(-1), null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    int[] axes = axis.stream().mapToInt(Integer::intValue).toArray();
    return org.sungu.graph.composed.Softmax.of(dtype.autocast(input), axes);
  }
}
