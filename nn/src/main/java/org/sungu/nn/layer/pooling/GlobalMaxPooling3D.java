package org.sungu.nn.layer.pooling;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;

/// The largest value of every channel over all of its volumes: `[n, depth, height, width, channels] → [n, channels]`.
/// Source: [keras.io](https://keras.io/api/layers/pooling_layers/global_max_pooling3d/).
///
/// @param keepdims whether the axes of space stay, with size 1
@RecordBuilder
public record GlobalMaxPooling3D(DataFormat dataFormat, boolean keepdims, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements GlobalPooling, GlobalMaxPooling3DBuilder.With {
  public static GlobalMaxPooling3D of() {
    return new GlobalMaxPooling3D(DataFormat.CHANNELS_LAST, false, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public int spaceRank() {
    return 3;
  }

  @Override
  public Tensor reduced(Tensor x, int... axes) {
    return keepdims ? ReduceMax.keeping(x, axes) : ReduceMax.of(x, axes);
  }
}
