package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// One value everywhere.
public record Constant(double value) implements Initializer {
  /// Keras's defaults.
  public Constant() {
    this(0);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    return NDArray.full(dtype, shape, value);
  }
}
