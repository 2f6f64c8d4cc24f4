package org.sungu.nn.layer.regularization;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// While training, sets each value to 0 with probability `rate` and divides the others by `1 - rate`, so that sums keep their mean.
/// Source: [keras.io](https://keras.io/api/layers/regularization_layers/dropout/).; Srivastava et al. (2014).
///
/// @param noiseShape the shape in which values drop together, such as `(None, 1, 3)`; null for each on its own
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record Dropout(double rate, @Nullable PartialShape noiseShape, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, DropoutBuilder.With {
  public Dropout {
    Noise.checkRate("Dropout", rate);
  }

  public static Dropout of(double rate) {
    return new Dropout(rate, null, null, null, true, DTypePolicy.FLOAT32);
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
    Tensor zero = Constant.scalar(x.dtype(), 0);
    if (rate == 1) {
      return Broadcast.of(zero, x.shape());
    }
    return Select.of(Noise.kept(scope, x.shape(), noiseShape, rate), x.times(1 / (1 - rate)), zero);
  }
}
