package org.sungu.backend.cpu;

import java.util.Random;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Numbers to compute with in tests.
final class Numbers {
  private Numbers() {}

  /// Values between -2 and 2, small integers, or booleans.
  static NDArray random(TensorType type, long seed) {
    Random random = new Random(seed);
    NDArray array = NDArray.zeros(type.dtype(), type.shape());
    for (long i = 0; i < array.elementCount(); i++) {
      if (type.dtype().isFloating()) {
        array.setDouble(i, random.nextDouble() * 4 - 2);
      } else {
        array.setLong(i, random.nextInt(type.dtype() == DType.BOOL ? 2 : 7));
      }
    }
    return array;
  }
}
