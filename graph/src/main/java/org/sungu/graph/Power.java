package org.sungu.graph;

import org.sungu.tensor.DType;

/// `aᵇ`; 1 where b is 0 or a is 1, whatever the other (IEEE 754 `pow`); NaN for a negative base with a fractional exponent; `a·a`
/// where b is 2.
///
/// Gradients: `b·aᵇ⁻¹`, 0 where b is 0, and `y·ln a`, 0 where a is not positive. Floating types only.
public record Power() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Power(), a, b);
  }

  public static Tensor of(Tensor a, double b) {
    return of(a, Constant.scalar(a.dtype(), b));
  }

  @Override
  public DType resultType(DType operands) {
    if (!operands.isFloating()) {
      throw new ShapeException("power: got " + operands.kerasName() + " operands; expected a floating type, cast them first");
    }
    return operands;
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    Tensor zero = Constant.scalar(a.dtype(), 0);
    Tensor one = Constant.scalar(a.dtype(), 1);
    Tensor base = Select.of(Equal.of(b, zero), zero, b.times(of(a, b.minus(1))));
    Tensor positive = Less.of(zero, a);
    Tensor logarithm = Select.of(positive, Log.of(Select.of(positive, a, one)), zero);
    return Gradients.of(upstream.times(base), upstream.times(y.times(logarithm)));
  }
}
