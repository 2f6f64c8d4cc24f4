package org.sungu.graph;

/// `1/√x`. Gradient: `-y³/2`.
public record Rsqrt() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Rsqrt(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(y.times(y).times(y)).times(-0.5));
  }
}
