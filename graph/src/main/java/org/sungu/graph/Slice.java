package org.sungu.graph;

import java.util.Arrays;
import java.util.List;
import org.sungu.tensor.Shape;

/// Every `step`-th element from `start` on, `size` of them, along each axis.
///
/// Gradient: a [Pad] with zeros, `step - 1` of them between the elements.
public record Slice(Shape start, Shape size, Shape step) implements Movement {
  public static Tensor of(Tensor x, Shape start, Shape size, Shape step) {
    return Tensor.of(new Slice(start, size, step), x);
  }

  /// The indices `from` (inclusive) to `to` (exclusive) along one axis.
  public static Tensor of(Tensor x, int axis, int from, int to) {
    int[] ones = new int[x.rank()];
    Arrays.fill(ones, 1);
    Shape start = Shape.of(new int[x.rank()]).with(axis, from);
    return of(x, start, x.shape().with(axis, to - from), Shape.of(ones));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    int rank = x.shape().rank();
    boolean fits = start.rank() == rank && size.rank() == rank && step.rank() == rank;
    for (int i = 0; fits && i < rank; i++) {
      fits = step.size(i) >= 1
          && (size.size(i) == 0 || start.size(i) + (long) (size.size(i) - 1) * step.size(i) < x.shape().size(i));
    }
    if (!fits) {
      throw new ShapeException("slice: got " + x + "; expected a shape that holds " + size + " elements from " + start
          + " with steps " + step);
    }
    return x.withShape(size);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Shape full = inputs.getFirst().shape();
    int rank = full.rank();
    int[] high = new int[rank];
    int[] interior = new int[rank];
    for (int i = 0; i < rank; i++) {
      interior[i] = step.size(i) - 1;
      int span = size.size(i) == 0 ? 0 : (size.size(i) - 1) * step.size(i) + 1;
      high[i] = full.size(i) - start.size(i) - span;
    }
    return Gradients.of(Pad.of(upstream, start, Shape.of(high), Shape.of(interior), 0));
  }
}
