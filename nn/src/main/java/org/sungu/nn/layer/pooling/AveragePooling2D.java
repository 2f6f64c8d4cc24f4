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

/// The mean of every window of images: `[n, height, width, channels] → [n, rows, columns, channels]`. Places beyond the edges do not count.
/// Source: [keras.io](https://keras.io/api/layers/pooling_layers/average_pooling2d/).
///
/// @param poolSize height and width of a window
/// @param strides how far the window moves each time; its own size where null
/// @param padding how far windows reach beyond the edges: valid or same
@RecordBuilder
public record AveragePooling2D(List<Integer> poolSize, @Nullable List<Integer> strides, Padding padding, DataFormat dataFormat, @Nullable String name,
    boolean trainable, DTypePolicy dtype) implements WindowPooling, AveragePooling2DBuilder.With {
  public AveragePooling2D {
    poolSize = Sizes.positive("AveragePooling2D: poolSize", 2, poolSize);
    strides = strides == null ? null : Sizes.positive("AveragePooling2D: strides", 2, strides);
    WindowPooling.checkPadding("AveragePooling2D", padding);
  }

  /// Windows side by side.
  public static AveragePooling2D of(int... poolSize) {
    return new AveragePooling2D(Arrays.stream(poolSize).boxed().toList(), null, Padding.VALID, DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor pooled(Tensor x, Shape window, Shape moves, Margins margins) {
    return AveragePool.of(x, window, moves, margins.low(), margins.high());
  }
}
