package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The same elements in the same row-major order under another shape.
public record Reshape(Shape shape) implements Movement {
  public static Tensor of(Tensor x, Shape shape) {
    return shape.equals(x.shape()) ? x : Tensor.of(new Reshape(shape), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().elementCount() != shape.elementCount()) {
      throw new ShapeException("reshape: got " + x + " with " + x.shape().elementCount() + " elements; expected "
          + shape.elementCount() + " for the new shape " + shape);
    }
    return x.withShape(shape);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(of(upstream, inputs.getFirst().shape()));
  }
}
