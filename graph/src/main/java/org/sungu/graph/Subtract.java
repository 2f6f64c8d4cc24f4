package org.sungu.graph;

/// `a - b`.
public record Subtract() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Subtract(), a, b);
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    return Gradients.of(upstream, upstream.negated());
  }
}
