package org.sungu.graph;

/// `a ≤ b`.
public record LessOrEqual() implements Comparison {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new LessOrEqual(), a, b);
  }
}
