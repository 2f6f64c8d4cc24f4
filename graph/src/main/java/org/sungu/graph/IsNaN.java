package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// True where x is not a number.
public record IsNaN() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new IsNaN(), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return UnaryPointwise.super.type(inputs).withDType(DType.BOOL);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
