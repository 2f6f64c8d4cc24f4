package org.sungu.graph;

/// `a · b`.
public record Multiply() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Multiply(), a, b);
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(b), upstream.times(a));
  }
}
