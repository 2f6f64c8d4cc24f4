package org.sungu.graph;

/// `1/(1 + e⁻ˣ)`, without overflow for any x. Gradient: `y(1 - y)`.
public record Sigmoid() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Sigmoid(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(y.times(y.subtractedFrom(1))));
  }
}
