package org.sungu.graph;

/// `a - b·⌊a/b⌋`: the remainder with the sign of b, as Python's `%`; for integers 0 where b is 0.
/// Of floating operands it is exact before it is rounded: what remains of the truncated division (C's `fmod`), plus b where the signs
/// differ; zero has the sign of b; NaN where b is 0 or a infinite.
///
/// Gradients: 1 and `-⌊a/b⌋`.
public record Remainder() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Remainder(), a, b);
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    return Gradients.of(upstream, upstream.times(Floor.of(a.dividedBy(b))).negated());
  }
}
