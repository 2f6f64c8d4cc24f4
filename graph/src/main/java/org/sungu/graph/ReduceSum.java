package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// The sum over the given axes, which stay as size 1 if kept. Numbers only; the sum over no elements is 0.
///
/// Floating sums are taken in row-major order and double precision and rounded once; a backend may sum in another order and in the
/// element type. Integers wrap around.
public record ReduceSum(List<Integer> axes, boolean keepAxes) implements Reduction {
  public ReduceSum {
    axes = List.copyOf(axes);
  }

  /// Over the named axes, or all where none is named.
  public static Tensor of(Tensor x, int... axes) {
    return Tensor.of(new ReduceSum(Axes.of(x.shape(), axes), false), x);
  }

  /// The same, with the axes kept as size 1.
  public static Tensor keeping(Tensor x, int... axes) {
    return Tensor.of(new ReduceSum(Axes.of(x.shape(), axes), true), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.dtype() == DType.BOOL) {
      throw new ShapeException("reduceSum: got " + x + "; expected numbers, cast it first");
    }
    return x.withShape(Axes.reduce(this, x, axes, keepAxes));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor x = inputs.getFirst();
    return Gradients.of(Broadcast.of(Axes.restore(upstream, x.shape(), axes), x.shape()));
  }
}
