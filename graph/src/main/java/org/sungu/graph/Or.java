package org.sungu.graph;

/// True where at least one is.
public record Or() implements Logical {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new Or(), a, b);
  }
}
