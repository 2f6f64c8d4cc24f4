package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;

/// `eˣ / Σ eˣ` over one axis or several, and 0 where the input's mask, if there is one, leaves elements out. Source: [keras.io](https://keras.io/api/layers/activation_layers/softmax/).
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
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    int[] axes = axis.stream().mapToInt(Integer::intValue).toArray();
    Tensor x = dtype.autocast(input);
    Tensor mask = scope.mask(input);
    if (mask == null) {
      return org.sungu.graph.composed.Softmax.of(x, axes);
    }
    if (mask.rank() > x.rank() || !mask.shape().equals(x.shape().range(x.rank() - mask.rank(), x.rank()))) {
      throw new ShapeException("got input " + x.type() + " with mask " + mask.type() + "; expected a mask with the sizes of the input's last axes");
    }
    Tensor low = Constant.scalar(x.dtype(), x.dtype() == DType.FLOAT16 ? -3e4 : -1e9);
    // Where nothing counts at all, the result is 0.
    return Select.of(mask, org.sungu.graph.composed.Softmax.of(Select.of(mask, x, low), axes), Constant.scalar(x.dtype(), 0));
  }
}
