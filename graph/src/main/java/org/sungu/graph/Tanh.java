package org.sungu.graph;

/// The hyperbolic tangent. Gradient: `1 - y²`.
public record Tanh() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Tanh(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(y.squared().subtractedFrom(1)));
  }
}
