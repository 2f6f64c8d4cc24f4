package org.sungu.nn.layer.pooling;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.AveragePool;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Margins;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.tensor.Shape;

/// The mean of every window of volumes: `[n, depth, height, width, channels] → [n, layers, rows, columns, channels]`. Places beyond the edges do not count.
/// Source: [keras.io](https://keras.io/api/layers/pooling_layers/average_pooling3d/).
///
/// @param poolSize depth, height and width of a window
/// @param strides how far the window moves each time; its own size where null
/// @param padding how far windows reach beyond the edges: valid or same
@RecordBuilder
public record AveragePooling3D(List<Integer> poolSize, @Nullable List<Integer> strides, Padding padding, DataFormat dataFormat, @Nullable String name,
    boolean trainable, DTypePolicy dtype) implements WindowPooling, AveragePooling3DBuilder.With {
  public AveragePooling3D {
    poolSize = Sizes.positive("AveragePooling3D: poolSize", 3, poolSize);
    strides = strides == null ? null : Sizes.positive("AveragePooling3D: strides", 3, strides);
    WindowPooling.checkPadding("AveragePooling3D", padding);
  }

  /// Windows side by side.
  public static AveragePooling3D of(int... poolSize) {
    return new AveragePooling3D(Arrays.stream(poolSize).boxed().toList(), null, Padding.VALID, DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor pooled(Tensor x, Shape window, Shape moves, Margins margins) {
    return AveragePool.of(x, window, moves, margins.low(), margins.high());
  }
}
