package org.sungu.graph;

import java.util.List;

/// x itself, through which no gradient flows. Any element type.
public record StopGradient() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new StopGradient(), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
