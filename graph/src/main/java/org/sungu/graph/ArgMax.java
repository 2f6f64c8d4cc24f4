package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// The index (int32) of the largest element along an axis, which goes away; the first where several tie, the first NaN where there is one.
public record ArgMax(int axis) implements Reduction {
  public static Tensor of(Tensor x, int axis) {
    return Tensor.of(new ArgMax(x.shape().axis(axis)), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.dtype() == DType.BOOL || axis < 0 || axis >= x.shape().rank() || x.shape().size(axis) == 0) {
      throw new ShapeException("argMax: got " + x + "; expected numbers with at least one element along axis " + axis);
    }
    return new TensorType(DType.INT32, x.shape().without(axis));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
