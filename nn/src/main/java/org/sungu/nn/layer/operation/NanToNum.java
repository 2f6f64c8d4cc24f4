package org.sungu.nn.layer.operation;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;

/// Numbers in place of NaN and infinities: `keras.ops.nan_to_num`. No gradient flows where one was replaced.
/// Source: [keras.io](https://keras.io/api/ops/numpy/#nantonum-function).
///
/// @param nan what stands for NaN
/// @param posinf what stands for infinity, or null for the largest number of the type
/// @param neginf what stands for minus infinity, or null for the least number of the type
@RecordBuilder
public record NanToNum(double nan, @Nullable Double posinf, @Nullable Double neginf, @Nullable String name)
    implements Operation, NanToNumBuilder.With {
  /// Keras's defaults: 0 for NaN.
  public static NanToNum of() {
    return of(0);
  }

  public static NanToNum of(double nan) {
    return new NanToNum(nan, null, null, null);
  }

  @Override
  public String module() {
    return "keras.src.ops.numpy";
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    DType type = input.dtype();
    if (!type.isFloating()) {
      return input;
    }
    Tensor numbers = Select.of(IsNaN.of(input), Constant.scalar(type, nan), input);
    double largest = posinf == null ? largest(type) : posinf;
    double least = neginf == null ? -largest(type) : neginf;
    return replace(replace(numbers, Double.POSITIVE_INFINITY, largest), Double.NEGATIVE_INFINITY, least);
  }

  private static Tensor replace(Tensor x, double infinity, double number) {
    Tensor found = Equal.of(x, Constant.scalar(x.dtype(), infinity));
    return Select.of(found, Constant.scalar(x.dtype(), number), x);
  }

  private static double largest(DType type) {
    return switch (type) {
      case FLOAT64 -> Double.MAX_VALUE;
      case FLOAT32 -> Float.MAX_VALUE;
      case BFLOAT16 -> 0x1.FEp127;
      case FLOAT16 -> 65504;
      case INT8, UINT8, INT32, INT64, BOOL -> throw new IllegalArgumentException(type + " has no infinity");
    };
  }
}
