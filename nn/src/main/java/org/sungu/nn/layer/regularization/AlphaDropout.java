package org.sungu.nn.layer.regularization;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Selu;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// Dropout that keeps mean and variance behind [Selu]: while training, values drop to where SELU saturates, then all are scaled and shifted.
/// Source: [keras.io](https://keras.io/api/layers/regularization_layers/alpha_dropout/).; [Klambauer et al., 2017](https://arxiv.org/abs/1706.02515).
///
/// @param noiseShape the shape in which values drop together; null for each on its own
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record AlphaDropout(double rate, @Nullable PartialShape noiseShape, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, AlphaDropoutBuilder.With {
  private static final double SATURATION = -Selu.ALPHA * Selu.SCALE;

  public AlphaDropout {
    Noise.checkRate("AlphaDropout", rate);
  }

  public static AlphaDropout of(double rate) {
    return new AlphaDropout(rate, null, null, null, true, DTypePolicy.FLOAT32);
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
    double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * SATURATION * SATURATION));
    Tensor kept = Noise.kept(scope, x.shape(), noiseShape, rate);
    return Select.of(kept, x, Constant.scalar(x.dtype(), SATURATION)).times(scale).minus(scale * SATURATION * rate);
  }
}
