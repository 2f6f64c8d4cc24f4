package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.layer.window.Sizes;

/// Zeros around series: `[n, steps, channels]` grows along the steps. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/zero_padding1d/).
///
/// @param padding zeros before the first step and behind the last
@RecordBuilder
public record ZeroPadding1D(List<Integer> padding, DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements ZeroPadding, ZeroPadding1DBuilder.With {
  public ZeroPadding1D {
    padding = Sizes.notNegative("ZeroPadding1D: padding", 2, padding);
  }

  /// Keras's default: one zero on every side.
  public static ZeroPadding1D of() {
    return new ZeroPadding1D(List.of(1, 1), DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  /// Zeros before the first step and behind the last.
  public static ZeroPadding1D of(int before, int behind) {
    return of().withPadding(List.of(before, behind));
  }

  @Override
  public List<List<Integer>> margins() {
    return List.of(padding);
  }
}
