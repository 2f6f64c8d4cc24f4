package org.sungu.graph;

/// `a < b`.
public record Less() implements Comparison {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Less(), a, b);
  }
}
