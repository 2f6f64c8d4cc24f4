package org.sungu.graph;

/// The smallest integer not below x.
public record Ceil() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Ceil(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
