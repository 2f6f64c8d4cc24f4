package org.sungu.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Truncated normal with standard deviation `√(1 / fanIn)`. Source: LeCun et al., *Efficient BackProp* (1998).
///
/// The keys are those of [VarianceScaling].
public record LecunNormal(@Nullable Long seed, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes)
    implements Initializer {
  public LecunNormal() {
    this(null, null, null);
  }

  @Override
  public Initializer withAxes(List<Integer> inputs, List<Integer> outputs) {
    return inputAxes != null && outputAxes != null ? this : new LecunNormal(seed, inputs, outputs);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    return new VarianceScaling(1, FanMode.FAN_IN, Distribution.TRUNCATED_NORMAL, seed, inputAxes, outputAxes).create(dtype, shape, random);
  }
}
