package org.sungu.nn.layer.core;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Not;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Masks;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// Steps whose features are all `maskValue` do not count: they become 0 and the mask `[n, steps]` of the result leaves them out.
/// Source: [keras.io](https://keras.io/api/layers/core_layers/masking/).
@RecordBuilder
public record Masking(double maskValue, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, MaskingBuilder.With {
  /// Keras's defaults: steps of zeros do not count.
  public static Masking of() {
    return new Masking(0, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    if (input.rank() < 2) {
      throw new ShapeException("got input " + input.type() + "; expected at least two axes, of which the last holds a step's features");
    }
    Tensor x = dtype.autocast(input);
    Tensor mask = Masks.any(Not.of(Equal.of(x, Constant.scalar(x.dtype(), maskValue))));
    Tensor result = Select.of(Masks.along(mask, x.rank()), x, Constant.scalar(x.dtype(), 0));
    scope.setMask(result, mask);
    return result;
  }
}
