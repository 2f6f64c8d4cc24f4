package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.Shape;

/// Every vector as `n` equal steps: `[samples, features] → [samples, n, features]`.
/// Source: [keras.io](https://keras.io/api/layers/reshaping_layers/repeat_vector/).
@RecordBuilder
public record RepeatVector(int n, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, RepeatVectorBuilder.With {
  public RepeatVector {
    if (n < 1) {
      throw new IllegalArgumentException("RepeatVector got n = " + n + "; expected at least 1");
    }
  }

  public static RepeatVector of(int n) {
    return new RepeatVector(n, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    if (input.rank() != 2) {
      throw new ShapeException("got input " + input.type() + "; expected two axes: samples and features. Flatten it first");
    }
    int samples = input.shape().size(0);
    int features = input.shape().size(1);
    return Broadcast.of(dtype.autocast(input).reshape(samples, 1, features), Shape.of(samples, n, features));
  }
}
