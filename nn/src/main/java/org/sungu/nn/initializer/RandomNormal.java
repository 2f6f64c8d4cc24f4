package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Normal with the given mean and standard deviation.
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
public record RandomNormal(double mean, double stddev, @Nullable Long seed) implements Initializer {
  /// Keras's defaults.
  public RandomNormal() {
    this(0, 0.05, null);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, mean + stddev * random.nextGaussian());
    }
    return array;
  }
}
