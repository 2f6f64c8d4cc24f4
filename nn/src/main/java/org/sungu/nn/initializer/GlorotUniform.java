package org.sungu.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Uniform in `[-l, l)` with `l = √(6 / (fanIn + fanOut))`. Source: Glorot & Bengio (2010).
///
/// The keys are those of [VarianceScaling].
public record GlorotUniform(@Nullable Long seed, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes)
    implements Initializer {
  public GlorotUniform() {
    this(null, null, null);
  }

  @Override
  public Initializer withAxes(List<Integer> inputs, List<Integer> outputs) {
    return inputAxes != null && outputAxes != null ? this : new GlorotUniform(seed, inputs, outputs);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    return new VarianceScaling(1, FanMode.FAN_AVG, Distribution.UNIFORM, seed, inputAxes, outputAxes).create(dtype, shape, random);
  }
}
