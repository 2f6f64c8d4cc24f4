package org.sungu.graph;

/// The smaller of a and b; NaN where either is.
///
/// The gradient flows to the operand that was chosen, and to b where both are equal. It reads the
/// output rather than a, so a need not be kept for the backward pass.
public record Minimum() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Minimum(), a, b);
  }

  public static Tensor of(Tensor a, double b) {
    return of(a, Constant.scalar(a.dtype(), b));
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    Tensor chosen = Less.of(y, b);
    Tensor zero = Constant.scalar(a.dtype(), 0);
    return Gradients.of(Select.of(chosen, upstream, zero), Select.of(chosen, zero, upstream));
  }
}
