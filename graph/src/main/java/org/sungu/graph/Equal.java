package org.sungu.graph;

/// `a = b`. Any element type.
public record Equal() implements Comparison {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Equal(), a, b);
  }
}
