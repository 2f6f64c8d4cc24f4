package org.sungu.nn.layer.regularization;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// While training, adds normal noise with mean 0. Source: [keras.io](https://keras.io/api/layers/regularization_layers/gaussian_noise/).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record GaussianNoise(double stddev, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, GaussianNoiseBuilder.With {
  public GaussianNoise {
    if (!(stddev >= 0 && stddev <= 1)) {
      throw new IllegalArgumentException("GaussianNoise got stddev = " + stddev + "; expected a number from 0 to 1");
    }
  }

  public static GaussianNoise of(double stddev) {
    return new GaussianNoise(stddev, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    return scope.training() && stddev > 0 ? x.plus(Noise.normal(scope, x.shape()).times(stddev).cast(x.dtype())) : x;
  }
}
