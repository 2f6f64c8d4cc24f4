package org.sungu.nn.layer.operation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Equal;
import org.sungu.graph.Not;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;

/// Where the input is not a number, as booleans: `keras.ops.isnan`, in files `Isnan`.
/// Source: [keras.io](https://keras.io/api/ops/numpy/#isnan-function).
@RecordBuilder
public record IsNaN(@Nullable String name) implements Operation, IsNaNBuilder.With {
  public static IsNaN of() {
    return new IsNaN(null);
  }

  @Override
  public String className() {
    return "Isnan";
  }

  @Override
  public String module() {
    return "keras.src.ops.numpy";
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return input.dtype().isFloating() ? org.sungu.graph.IsNaN.of(input) : Not.of(Equal.of(input, input));
  }
}
