package org.sungu.graph;

/// The cosine of x in radians. Gradient: `-sin x`.
public record Cosine() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Cosine(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(Sine.of(x)).negated());
  }
}
