package org.sungu.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Truncated normal with standard deviation `√(2 / fanIn)`. Source: [He et al., 2015](https://arxiv.org/abs/1502.01852).
///
/// The keys are those of [VarianceScaling].
public record HeNormal(@Nullable Long seed, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes)
    implements Initializer {
  public HeNormal() {
    this(null, null, null);
  }

  @Override
  public Initializer withAxes(List<Integer> inputs, List<Integer> outputs) {
    return inputAxes != null && outputAxes != null ? this : new HeNormal(seed, inputs, outputs);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    return new VarianceScaling(2, FanMode.FAN_IN, Distribution.TRUNCATED_NORMAL, seed, inputAxes, outputAxes).create(dtype, shape, random);
  }
}
