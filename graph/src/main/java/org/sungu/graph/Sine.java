package org.sungu.graph;

/// The sine of x in radians. Gradient: `cos x`.
public record Sine() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Sine(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(Cosine.of(x)));
  }
}
