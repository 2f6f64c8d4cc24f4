package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// x repeated along new axes in front and along its axes of size 1. The gradient is summed back by the caller.
public record Broadcast(Shape shape) implements Movement {
  public static Tensor of(Tensor x, Shape shape) {
    return shape.equals(x.shape()) ? x : Tensor.of(new Broadcast(shape), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().rank() > shape.rank() || !Pointwise.broadcast(this, List.of(x, x.withShape(shape))).equals(shape)) {
      throw new ShapeException("broadcast: got " + x + "; expected a shape that stretches to " + shape);
    }
    return x.withShape(shape);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(upstream);
  }
}
