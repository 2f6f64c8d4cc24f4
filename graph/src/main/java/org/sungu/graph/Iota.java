package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Counts 0, 1, 2, … along one axis; the same along every other. Small integer types wrap around.
public record Iota(TensorType type, int axis) implements Source {
  public static Tensor of(DType dtype, Shape shape, int axis) {
    return Tensor.of(new Iota(new TensorType(dtype, shape), shape.axis(axis)));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (type.dtype() == DType.BOOL || axis < 0 || axis >= type.shape().rank()) {
      throw new ShapeException("iota: got " + type + "; expected a type of numbers with axis " + axis);
    }
    return type;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
