package org.sungu.graph;

/// The nearest integer, ties to even.
public record Round() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Round(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
