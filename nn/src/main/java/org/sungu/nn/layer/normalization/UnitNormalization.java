package org.sungu.nn.layer.normalization;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Minimum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// `x / √(Σx²)` over axes of each sample, but at most `10¹²·x`. Source: [keras.io](https://keras.io/api/layers/normalization_layers/unit_normalization/).
@RecordBuilder
public record UnitNormalization(List<Integer> axis, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, UnitNormalizationBuilder.With {
  public UnitNormalization {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults: the last axis.
  public static UnitNormalization of() {
    return new UnitNormalization(List.of(-1), null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    Tensor squares = ReduceSum.keeping(x.squared(), Statistics.axes(axis, x));
    return x.times(Minimum.of(Rsqrt.of(squares), 1e12));
  }
}
