package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Uniform in `[-l, l)` with `l = √(6 / (fanIn + fanOut))`. Source: Glorot & Bengio (2010).
public record GlorotUniform() implements Initializer {
  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    double limit = Math.sqrt(6.0 / (shape.size(0) + shape.size(-1)));
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, random.nextDouble(-limit, limit));
    }
    return array;
  }
}
