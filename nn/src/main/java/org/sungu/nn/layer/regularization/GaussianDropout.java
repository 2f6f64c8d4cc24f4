package org.sungu.nn.layer.regularization;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// While training, multiplies by normal noise with mean 1 and standard deviation `√(rate / (1 - rate))`.
/// Source: [keras.io](https://keras.io/api/layers/regularization_layers/gaussian_dropout/).; Srivastava et al. (2014).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record GaussianDropout(double rate, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, GaussianDropoutBuilder.With {
  public GaussianDropout {
    Noise.checkRate("GaussianDropout", rate);
  }

  public static GaussianDropout of(double rate) {
    return new GaussianDropout(rate, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    if (!scope.training() || rate == 0) {
      return x;
    }
    Tensor noise = Noise.normal(scope, x.shape()).times(Math.sqrt(rate / (1 - rate))).plus(1);
    return x.times(noise.cast(x.dtype()));
  }
}
