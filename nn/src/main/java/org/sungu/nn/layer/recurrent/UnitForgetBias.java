package org.sungu.nn.layer.recurrent;

import org.sungu.nn.initializer.Initializer;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A bias for four gates of which the second, the forget gate, begins with 1
/// ([Jozefowicz et al., 2015](https://proceedings.mlr.press/v37/jozefowicz15.html)). It has no name in files: Keras writes the layer's flag.
final class UnitForgetBias {
  private UnitForgetBias() {}

  static Initializer of(Initializer others, int units) {
    return (dtype, _, random) -> {
      NDArray bias = NDArray.full(dtype, Shape.of(4 * units), 1);
      copy(others.create(dtype, Shape.of(units), random), bias, 0);
      copy(others.create(dtype, Shape.of(2 * units), random), bias, 2L * units);
      return bias;
    };
  }

  private static void copy(NDArray from, NDArray to, long start) {
    for (long i = 0; i < from.elementCount(); i++) {
      to.setDouble(start + i, from.getDouble(i));
    }
  }
}
