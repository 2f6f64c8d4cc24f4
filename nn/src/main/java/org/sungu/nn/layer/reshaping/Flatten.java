package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// Every sample as one vector: `[n, a, b, …] → [n, a·b·…]`, and `[n] → [n, 1]`. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/flatten/).
///
/// @param dataFormat with channels first, the channels are moved behind before, so that both formats give the same vector
@RecordBuilder
public record Flatten(DataFormat dataFormat, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, FlattenBuilder.With {
  public static Flatten of() {
    return new Flatten(DataFormat.CHANNELS_LAST, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dataFormat.toChannelsLast(dtype.autocast(input));
    int size = Math.toIntExact(x.shape().range(1, x.rank()).elementCount());
    return x.reshape(x.shape().size(0), size);
  }
}
