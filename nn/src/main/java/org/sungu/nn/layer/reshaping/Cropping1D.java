package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Sizes;

/// The inner part of series: `[n, steps, channels]` shrinks along the steps. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/cropping1d/).
///
/// @param cropping steps taken away before and behind
@RecordBuilder
public record Cropping1D(List<Integer> cropping, @Nullable String name, boolean trainable, DTypePolicy dtype) implements Cropping, Cropping1DBuilder.With {
  public Cropping1D {
    cropping = Sizes.notNegative("Cropping1D: cropping", 2, cropping);
  }

  /// Keras's default: one step on either side.
  public static Cropping1D of() {
    return new Cropping1D(List.of(1, 1), null, true, DTypePolicy.FLOAT32);
  }

  /// So many steps before and behind.
  public static Cropping1D of(int before, int behind) {
    return of().withCropping(List.of(before, behind));
  }

  @Override
  public DataFormat dataFormat() {
    return DataFormat.CHANNELS_LAST;
  }

  @Override
  public List<List<Integer>> margins() {
    return List.of(cropping);
  }
}
