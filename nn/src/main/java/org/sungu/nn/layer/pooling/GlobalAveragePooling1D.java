package org.sungu.nn.layer.pooling;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Masks;
import org.sungu.nn.Scope;
import org.sungu.nn.layer.window.Sizes;

/// The mean of every channel over all of its series: `[n, steps, channels] → [n, channels]`. Steps that a mask leaves out do not count.
/// Source: [keras.io](https://keras.io/api/layers/pooling_layers/global_average_pooling1d/).
///
/// @param keepdims whether the axes of space stay, with size 1
@RecordBuilder
public record GlobalAveragePooling1D(DataFormat dataFormat, boolean keepdims, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements GlobalPooling, GlobalAveragePooling1DBuilder.With {
  public static GlobalAveragePooling1D of() {
    return new GlobalAveragePooling1D(DataFormat.CHANNELS_LAST, false, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor mask = scope.mask(input);
    if (mask == null) {
      return GlobalPooling.super.apply(scope, input);
    }
    Sizes.checkRank(input, 1);
    Tensor x = dtype.autocast(input);
    int axis = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    Tensor counted = dataFormat == DataFormat.CHANNELS_LAST ? Masks.along(mask, 3) : mask.reshape(mask.shape().size(0), 1, mask.shape().size(1));
    Tensor sum = sum(Select.of(counted, x, Constant.scalar(x.dtype(), 0)), axis);
    return sum.dividedBy(sum(counted.cast(x.dtype()), axis));
  }

  private Tensor sum(Tensor x, int axis) {
    return keepdims ? ReduceSum.keeping(x, axis) : ReduceSum.of(x, axis);
  }

  @Override
  public int spaceRank() {
    return 1;
  }

  @Override
  public Tensor reduced(Tensor x, int... axes) {
    return Average.of(x, keepdims, axes);
  }
}
