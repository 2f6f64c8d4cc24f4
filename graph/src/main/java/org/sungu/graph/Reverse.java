package org.sungu.graph;

import java.util.List;

/// The elements in reverse order along one axis.
public record Reverse(int axis) implements Movement {
  public static Tensor of(Tensor x, int axis) {
    return Tensor.of(new Reverse(x.shape().axis(axis)), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (axis < 0 || axis >= x.shape().rank()) {
      throw new ShapeException("reverse: got " + x + "; expected a tensor with axis " + axis);
    }
    return x;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(of(upstream, axis));
  }
}
