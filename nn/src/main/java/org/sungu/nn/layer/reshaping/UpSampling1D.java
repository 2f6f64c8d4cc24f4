package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;

/// Every step of series `size` times: `[n, steps, channels] → [n, steps·size, channels]`.
/// Source: [keras.io](https://keras.io/api/layers/reshaping_layers/up_sampling1d/).
@RecordBuilder
public record UpSampling1D(int size, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, UpSampling1DBuilder.With {
  public UpSampling1D {
    if (size < 1) {
      throw new IllegalArgumentException("UpSampling1D got size = " + size + "; expected at least 1");
    }
  }

  /// Keras's default: every step twice.
  public static UpSampling1D of() {
    return new UpSampling1D(2, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, 1);
    return Enlargement.repeated(dtype.autocast(input), List.of(size));
  }
}
