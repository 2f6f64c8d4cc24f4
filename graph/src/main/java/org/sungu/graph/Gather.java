package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The slices of x at the given positions along an axis: shape `x[…axis), indices, x(axis…]`.
///
/// A position outside the axis reads NaN (0 in integers) rather than foreign memory. Gradient: [ScatterAdd].
public record Gather(int axis) implements Indexing {
  public static Tensor of(Tensor x, Tensor indices, int axis) {
    return Tensor.of(new Gather(x.shape().axis(axis)), x, indices);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType indices = inputs.get(1);
    if (!indices.dtype().isInteger() || axis < 0 || axis >= x.shape().rank()) {
      throw new ShapeException("gather: got " + x + " and " + indices + "; expected axis " + axis + " in the first and integer indices");
    }
    return x.withShape(shape(x.shape(), indices.shape(), axis));
  }

  static Shape shape(Shape source, Shape indices, int axis) {
    return source.range(0, axis).append(indices.toArray()).append(source.range(axis + 1, source.rank()).toArray());
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor x = inputs.getFirst();
    return Gradients.of(ScatterAdd.of(inputs.get(1), upstream, x.shape(), axis), null);
  }
}
