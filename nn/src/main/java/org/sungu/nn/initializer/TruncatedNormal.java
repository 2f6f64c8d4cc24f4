package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Normal, drawn again where it falls more than two standard deviations from the mean.
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
public record TruncatedNormal(double mean, double stddev, @Nullable Long seed) implements Initializer {
  /// Keras's defaults.
  public TruncatedNormal() {
    this(0, 0.05, null);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, mean + stddev * withinTwo(random));
    }
    return array;
  }

  private static double withinTwo(RandomGenerator random) {
    double drawn = random.nextGaussian();
    while (Math.abs(drawn) > 2) {
      drawn = random.nextGaussian();
    }
    return drawn;
  }
}
