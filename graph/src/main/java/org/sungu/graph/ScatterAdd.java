package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// Zeros of the given shape with every slice of `updates` added at its position along an axis; the transpose of [Gather].
///
/// Slices for one position add up in row-major order. A position outside the axis is left out.
public record ScatterAdd(Shape shape, int axis) implements Indexing {
  public static Tensor of(Tensor indices, Tensor updates, Shape shape, int axis) {
    return Tensor.of(new ScatterAdd(shape, shape.axis(axis)), indices, updates);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType indices = inputs.get(0);
    TensorType updates = inputs.get(1);
    Shape expected = Gather.shape(shape, indices.shape(), axis);
    if (!indices.dtype().isInteger() || !updates.shape().equals(expected)) {
      throw new ShapeException("scatterAdd: got " + indices + " and " + updates + "; expected integer indices and updates of shape " + expected);
    }
    return updates.withShape(shape);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(null, Gather.of(upstream, inputs.getFirst(), axis));
  }
}
