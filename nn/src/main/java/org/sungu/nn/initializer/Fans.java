package org.sungu.nn.initializer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.Shape;

/// How many numbers go into one output of a weight (`in`) and how many outputs one number goes into (`out`).
///
/// A matrix is `[in, out]`; a convolution's kernel is `[…window, in, out]` and counts every place of its window; a vector has its
/// size for both.
record Fans(long in, long out) {
  static Fans of(Shape shape, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) {
    if (inputAxes != null && outputAxes != null) {
      return new Fans(product(shape, inputAxes), product(shape, outputAxes));
    }
    return switch (shape.rank()) {
      case 0 -> new Fans(1, 1);
      case 1 -> new Fans(shape.size(0), shape.size(0));
      default -> {
        long window = shape.range(0, shape.rank() - 2).elementCount();
        yield new Fans(window * shape.size(-2), window * shape.size(-1));
      }
    };
  }

  private static long product(Shape shape, List<Integer> axes) {
    return axes.stream().mapToLong(shape::size).reduce(1, Math::multiplyExact);
  }
}
