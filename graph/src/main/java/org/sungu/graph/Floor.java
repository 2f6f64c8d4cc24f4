package org.sungu.graph;

/// The largest integer not above x.
public record Floor() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Floor(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
