package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A value that the caller feeds on every run.
public record Input(String label, TensorType type) implements Source {
  public static Tensor of(String label, DType dtype, Shape shape) {
    return Tensor.of(new Input(label, new TensorType(dtype, shape)));
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
