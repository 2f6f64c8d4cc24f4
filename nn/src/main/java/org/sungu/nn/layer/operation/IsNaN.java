package org.sungu.nn.layer.operation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Equal;
import org.sungu.graph.Not;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// Where the input is not a number, as booleans: `keras.ops.isnan`, in files `Isnan`.
/// Source: [keras.io](https://keras.io/api/ops/numpy/#isnan-function).
@RecordBuilder
public record IsNaN(@Nullable String name) implements UnaryLayer, IsNaNBuilder.With {
  public static IsNaN of() {
    return new IsNaN(null);
  }

  @Override
  public String className() {
    return "Isnan";
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public DTypePolicy dtype() {
    return DTypePolicy.FLOAT32;
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return input.dtype().isFloating() ? org.sungu.graph.IsNaN.of(input) : Not.of(Equal.of(input, input));
  }
}
