package org.sungu.graph;

/// The natural logarithm; -∞ at 0, NaN below. Gradient: `1/x`.
public record Log() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Log(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.dividedBy(x));
  }
}
