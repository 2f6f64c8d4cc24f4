package org.sungu.graph;

/// `ln(1 + x)`, exact near 0. Gradient: `1/(1 + x)`.
public record Log1p() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Log1p(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.dividedBy(x.plus(1)));
  }
}
