package org.sungu.graph;

/// True where both are.
public record And() implements Logical {
  public static Tensor of(Tensor a, Tensor b) {
    return Tensor.of(new And(), a, b);
  }
}
