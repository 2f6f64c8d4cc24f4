package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Sizes;

/// The inner part of images: `[n, height, width, channels]` shrinks along the axes of space. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/cropping2d/).
///
/// @param cropping places taken away before and behind, a pair for each axis of space
@RecordBuilder
public record Cropping2D(List<List<Integer>> cropping, DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype) implements Cropping, Cropping2DBuilder.With {
  public Cropping2D {
    cropping = Sizes.pairs("Cropping2D: cropping", 2, cropping);
  }

  /// Keras's default: nothing.
  public static Cropping2D of() {
    return new Cropping2D(List.of(List.of(0)), DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  /// As many places on every side.
  public static Cropping2D of(int cropping) {
    return of().withCropping(List.of(List.of(cropping)));
  }

  @Override
  public List<List<Integer>> margins() {
    return cropping;
  }
}
