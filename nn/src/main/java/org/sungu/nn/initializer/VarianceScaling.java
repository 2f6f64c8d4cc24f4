package org.sungu.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Draws with variance `scale / n` around 0, n being the weight's fan-in, fan-out or their mean, at least 1.
///
/// The truncated normal is drawn with a standard deviation larger by 1/0.8796…, which is what truncation takes from it.
/// Source: [keras.io](https://keras.io/api/layers/initializers/#variancescaling-class).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
/// @param inputAxes the axes whose sizes multiply to the fan-in, or null for the usual ones; with `outputAxes`
public record VarianceScaling(double scale, FanMode mode, Distribution distribution, @Nullable Long seed,
    @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) implements Initializer {
  /// The standard deviation of a standard normal distribution cut off at ±2.
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  public VarianceScaling {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("VarianceScaling got scale = " + scale + "; expected a positive number");
    }
  }

  /// Keras's defaults: variance 1 / fan-in, truncated normal.
  public VarianceScaling() {
    this(1, FanMode.FAN_IN, Distribution.TRUNCATED_NORMAL, null, null, null);
  }

  @Override
  public Initializer withAxes(List<Integer> inputs, List<Integer> outputs) {
    return inputAxes != null && outputAxes != null ? this : new VarianceScaling(scale, mode, distribution, seed, inputs, outputs);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    Fans fans = Fans.of(shape, inputAxes, outputAxes);
    double fan = switch (mode) {
      case FAN_IN -> fans.in();
      case FAN_OUT -> fans.out();
      case FAN_AVG -> (fans.in() + fans.out()) / 2.0;
    };
    double deviation = Math.sqrt(scale / Math.max(1, fan));
    Initializer drawing = switch (distribution) {
      case UNIFORM -> new RandomUniform(-Math.sqrt(3) * deviation, Math.sqrt(3) * deviation, seed);
      case TRUNCATED_NORMAL -> new TruncatedNormal(0, deviation / TRUNCATED_DEVIATION, seed);
      case UNTRUNCATED_NORMAL -> new RandomNormal(0, deviation, seed);
    };
    return drawing.create(dtype, shape, random);
  }
}
