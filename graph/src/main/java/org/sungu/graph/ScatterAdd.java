package org.sungu.graph;

import java.util.Arrays;
import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Zeros of the given shape with every slice of `updates` added at its position along an axis; the transpose of [Gather].
///
/// Slices for one position add up in row-major order. A position outside the axis is left out.
///
/// Gradient: [Gather], 0 for what was left out.
public record ScatterAdd(Shape shape, int axis) implements Indexing {
  public static Tensor of(Tensor indices, Tensor updates, Shape shape, int axis) {
    return Tensor.of(new ScatterAdd(shape, shape.axis(axis)), indices, updates);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType indices = inputs.get(0);
    TensorType updates = inputs.get(1);
    if (axis < 0 || axis >= shape.rank() || updates.dtype() == DType.BOOL) {
      throw new ShapeException("scatterAdd: got " + updates + "; expected numbers to add into axis " + axis + " of " + shape);
    }
    Shape expected = Gather.shape(shape, indices.shape(), axis);
    if (!indices.dtype().isInteger() || !updates.shape().equals(expected)) {
      throw new ShapeException("scatterAdd: got " + indices + " and " + updates + "; expected integer indices and updates of shape " + expected);
    }
    return updates.withShape(shape);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor indices = inputs.getFirst();
    Tensor gathered = Gather.of(upstream, indices, axis);
    int[] behind = new int[shape.rank() - axis - 1];
    Arrays.fill(behind, 1);
    Tensor first = Constant.scalar(indices.dtype(), 0);
    Tensor size = Constant.scalar(DType.INT64, shape.size(axis));
    Tensor added = And.of(LessOrEqual.of(first, indices), Less.of(indices.cast(DType.INT64), size));
    Tensor zero = Constant.scalar(upstream.dtype(), 0);
    return Gradients.of(null, Select.of(Reshape.of(added, added.shape().append(behind)), gathered, zero));
  }
}
