package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// The largest element over the given axes, which stay as size 1 if kept; NaN where there is one, -∞ (or the type's least) over no elements.
///
/// Elements that tie share the gradient evenly.
public record ReduceMax(List<Integer> axes, boolean keepAxes) implements Reduction {
  public ReduceMax {
    axes = List.copyOf(axes);
  }

  /// Over the named axes, or all where none is named.
  public static Tensor of(Tensor x, int... axes) {
    return Tensor.of(new ReduceMax(Axes.of(x.shape(), axes), false), x);
  }

  /// The same, with the axes kept as size 1.
  public static Tensor keeping(Tensor x, int... axes) {
    return Tensor.of(new ReduceMax(Axes.of(x.shape(), axes), true), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.dtype() == DType.BOOL) {
      throw new ShapeException("reduceMax: got " + x + "; expected numbers, cast it first");
    }
    return x.withShape(Axes.reduce(this, x, axes, keepAxes));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor x = inputs.getFirst();
    Tensor winners = Equal.of(x, Axes.restore(output, x.shape(), axes)).cast(x.dtype());
    int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
    Tensor share = axes.isEmpty() ? winners : winners.dividedBy(ReduceSum.keeping(winners, reduced));
    return Gradients.of(share.times(Axes.restore(upstream, x.shape(), axes)));
  }
}
