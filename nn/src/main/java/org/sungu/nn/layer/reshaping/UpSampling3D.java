package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;

/// Every place of volumes several times: `[n, depth, height, width, channels] → [n, depth·size₀, height·size₁, width·size₂, channels]`.
/// Source: [keras.io](https://keras.io/api/layers/reshaping_layers/up_sampling3d/).
///
/// @param size how many times, for depth, height and width
@RecordBuilder
public record UpSampling3D(List<Integer> size, DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, UpSampling3DBuilder.With {
  public UpSampling3D {
    size = Sizes.positive("UpSampling3D: size", 3, size);
  }

  /// Keras's default: every place twice in each direction.
  public static UpSampling3D of() {
    return new UpSampling3D(List.of(2), DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, 3);
    Tensor x = dataFormat.toChannelsLast(dtype.autocast(input));
    return dataFormat.fromChannelsLast(Enlargement.repeated(x, size));
  }
}
