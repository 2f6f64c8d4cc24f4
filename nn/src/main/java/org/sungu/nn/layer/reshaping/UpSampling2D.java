package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.MatMul;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;

/// Images made larger: `[n, height, width, channels] → [n, height·size₀, width·size₁, channels]`.
/// Source: [keras.io](https://keras.io/api/layers/reshaping_layers/up_sampling2d/).
///
/// @param size how many times larger, for height and width
/// @param interpolation what is put between the places
@RecordBuilder
public record UpSampling2D(List<Integer> size, DataFormat dataFormat, Interpolation interpolation, @Nullable String name, boolean trainable,
    DTypePolicy dtype) implements UnaryLayer, UpSampling2DBuilder.With {
  public UpSampling2D {
    size = Sizes.positive("UpSampling2D: size", 2, size);
  }

  /// Keras's default: every place twice in either direction.
  public static UpSampling2D of() {
    return new UpSampling2D(List.of(2), DataFormat.CHANNELS_LAST, Interpolation.NEAREST, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, 2);
    Tensor x = dataFormat.toChannelsLast(dtype.autocast(input));
    Tensor larger = interpolation == Interpolation.NEAREST ? Enlargement.repeated(x, size) : interpolated(x);
    return dataFormat.fromChannelsLast(larger);
  }

  private Tensor interpolated(Tensor x) {
    Tensor higher = alongLast(Transpose.of(x, 0, 2, 3, 1), size.get(0));
    Tensor wider = alongLast(Transpose.of(higher, 0, 2, 3, 1), size.get(1));
    return Transpose.of(wider, 0, 2, 3, 1);
  }

  private Tensor alongLast(Tensor x, int factor) {
    int places = x.shape().size(-1);
    int others = Math.toIntExact(x.shape().range(0, 3).elementCount());
    Tensor weights = interpolation.weights(x.dtype(), places, factor);
    return MatMul.of(x.reshape(others, places), weights).reshape(x.shape().with(-1, places * factor).toArray());
  }
}
