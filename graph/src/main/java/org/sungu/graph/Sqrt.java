package org.sungu.graph;

/// The square root; NaN below 0. Gradient: `1/(2y)`.
public record Sqrt() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Sqrt(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(0.5).dividedBy(y));
  }
}
