package org.sungu.graph;

/// `eˣ`. Gradient: `y`.
public record Exp() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Exp(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(y));
  }
}
