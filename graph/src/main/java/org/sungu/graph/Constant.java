package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Numbers fixed when the graph is built.
public record Constant(NDArray value) implements Source {
  public static Tensor of(NDArray value) {
    return Tensor.of(new Constant(value));
  }

  public static Tensor scalar(DType dtype, double value) {
    return of(NDArray.scalar(dtype, value));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return new TensorType(value.dtype(), value.shape());
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
