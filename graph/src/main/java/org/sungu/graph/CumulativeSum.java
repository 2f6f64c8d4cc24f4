package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// The running sum along an axis, each element included; from the end towards the start if reversed.
/// Floating sums run in double precision; every element is rounded for itself.
///
/// Gradient: the running sum in the other direction.
public record CumulativeSum(int axis, boolean reversed) implements Reduction {
  public static Tensor of(Tensor x, int axis, boolean reversed) {
    return Tensor.of(new CumulativeSum(x.shape().axis(axis), reversed), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.dtype() == DType.BOOL || axis < 0 || axis >= x.shape().rank()) {
      throw new ShapeException("cumulativeSum: got " + x + "; expected numbers with axis " + axis);
    }
    return x;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(of(upstream, axis, !reversed));
  }
}
