package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Sizes;

/// The inner part of volumes: `[n, depth, height, width, channels]` shrinks along the axes of space. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/cropping3d/).
///
/// @param cropping places taken away before and behind, a pair for each axis of space
@RecordBuilder
public record Cropping3D(List<List<Integer>> cropping, DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype) implements Cropping, Cropping3DBuilder.With {
  public Cropping3D {
    cropping = Sizes.pairs("Cropping3D: cropping", 3, cropping);
  }

  /// Keras's default: one place on every side.
  public static Cropping3D of() {
    return new Cropping3D(List.of(List.of(1)), DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  /// As many places on every side.
  public static Cropping3D of(int cropping) {
    return of().withCropping(List.of(List.of(cropping)));
  }

  @Override
  public List<List<Integer>> margins() {
    return cropping;
  }
}
