package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// True where x is false. Booleans only.
public record Not() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Not(), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType input = inputs.getFirst();
    if (input.dtype() != DType.BOOL) {
      throw new ShapeException("not: got " + input + "; expected bool, compare it first");
    }
    return input;
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.none();
  }
}
