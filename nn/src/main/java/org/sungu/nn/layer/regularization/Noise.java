package org.sungu.nn.layer.regularization;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Cosine;
import org.sungu.graph.Less;
import org.sungu.graph.Log;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Random numbers that layers of this package draw.
final class Noise {
  private Noise() {}

  /// True with probability `1 - rate`, drawn in the noise shape, which stretches to the input's.
  static Tensor kept(Scope scope, Shape input, @Nullable PartialShape noiseShape, double rate) {
    return Less.of(scope.random(shape(input, noiseShape)), Constant.scalar(DType.FLOAT32, 1 - rate));
  }

  /// Standard normal numbers, each from two uniform ones by the transform of Box and Muller (1958).
  static Tensor normal(Scope scope, Shape shape) {
    // Uniform numbers may be 0 but not 1, and the logarithm wants it the other way round.
    Tensor radius = Sqrt.of(Log.of(scope.random(shape).subtractedFrom(1)).times(-2));
    return radius.times(Cosine.of(scope.random(shape).times(2 * Math.PI)));
  }

  static void checkRate(String layer, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(layer + " got rate = " + rate + "; expected a share from 0 to 1");
    }
  }

  private static Shape shape(Shape input, @Nullable PartialShape noiseShape) {
    if (noiseShape == null) {
      return input;
    }
    Shape shape = input;
    boolean fits = noiseShape.rank() == input.rank();
    for (int axis = 0; fits && axis < input.rank(); axis++) {
      int size = noiseShape.sizes().get(axis);
      fits = size == PartialShape.UNKNOWN || size == 1 || size == input.size(axis);
      shape = size == PartialShape.UNKNOWN ? shape : shape.with(axis, size);
    }
    if (!fits) {
      throw new ShapeException("got input of shape " + input + " and noise shape " + noiseShape
          + "; expected as many axes, each None, 1 or of the input's size");
    }
    return shape;
  }
}
