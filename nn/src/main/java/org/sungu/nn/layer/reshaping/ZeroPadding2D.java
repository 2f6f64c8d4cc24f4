package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Sizes;

/// Zeros around images: `[n, height, width, channels]` grows along every axis of space. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/zero_padding2d/).
///
/// @param padding zeros before and behind, a pair for each axis of space
@RecordBuilder
public record ZeroPadding2D(List<List<Integer>> padding, DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements ZeroPadding, ZeroPadding2DBuilder.With {
  public ZeroPadding2D {
    padding = Sizes.pairs("ZeroPadding2D: padding", 2, padding);
  }

  /// Keras's default: one zero on every side.
  public static ZeroPadding2D of() {
    return new ZeroPadding2D(List.of(List.of(1)), DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  /// As many zeros on every side.
  public static ZeroPadding2D of(int padding) {
    return of().withPadding(List.of(List.of(padding)));
  }

  @Override
  public List<List<Integer>> margins() {
    return padding;
  }
}
