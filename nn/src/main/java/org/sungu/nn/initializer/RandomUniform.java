package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Uniform in `[minval, maxval)`.
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
public record RandomUniform(double minval, double maxval, @Nullable Long seed) implements Initializer {
  /// Keras's defaults.
  public RandomUniform() {
    this(-0.05, 0.05, null);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, minval + random.nextDouble() * (maxval - minval));
    }
    return array;
  }
}
