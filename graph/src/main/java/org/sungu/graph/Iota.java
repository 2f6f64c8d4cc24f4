package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Counts 0, 1, 2, … along one axis; the same along every other.
public record Iota(TensorType type, int axis) implements Source {
  public static Tensor of(DType dtype, Shape shape, int axis) {
    return Tensor.of(new Iota(new TensorType(dtype, shape), shape.axis(axis)));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return type;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
