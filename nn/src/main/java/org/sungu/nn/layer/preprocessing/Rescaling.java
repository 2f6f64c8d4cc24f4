package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// `scale·x + offset`, such as `x/255`. Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/).
///
/// @param scale a scalar, or an array that stretches to the input's shape
/// @param offset likewise
@RecordBuilder
public record Rescaling(NDArray scale, NDArray offset, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, RescalingBuilder.With {
  public static Rescaling of(double scale) {
    return of(scale, 0);
  }

  public static Rescaling of(double scale, double offset) {
    return new Rescaling(NDArray.scalar(DType.FLOAT64, scale), NDArray.scalar(DType.FLOAT64, offset), null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    DType type = dtype.compute();
    return input.cast(type).times(Constant.of(scale.cast(type))).plus(Constant.of(offset.cast(type)));
  }
}
