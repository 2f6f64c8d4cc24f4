package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// All ones.
public record Ones() implements Initializer {
  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    return NDArray.full(dtype, shape, 1);
  }
}
