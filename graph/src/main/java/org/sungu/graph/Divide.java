package org.sungu.graph;

/// `a / b`. Gradients: `1/b` and `-y/b`.
public record Divide() implements Arithmetic {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Divide(), a, b);
  }

  @Override
  public Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.dividedBy(b), upstream.times(y).dividedBy(b).negated());
  }
}
