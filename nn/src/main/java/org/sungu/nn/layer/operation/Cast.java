package org.sungu.nn.layer.operation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;

/// The input in another element type: `keras.ops.cast`. Source: [keras.io](https://keras.io/api/ops/core/#cast-function).
///
/// @param elementType the type; `dtype` in files
@RecordBuilder
public record Cast(DType elementType, @Nullable String name) implements Operation, CastBuilder.With {
  public static Cast of(DType elementType) {
    return new Cast(elementType, null);
  }

  @Override
  public String module() {
    return "keras.src.ops.core";
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return input.cast(elementType);
  }
}
