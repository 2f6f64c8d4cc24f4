package org.sungu.graph;

/// `eˣ - 1`, exact near 0. Gradient: `y + 1`.
public record Expm1() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Expm1(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(y.plus(1)));
  }
}
