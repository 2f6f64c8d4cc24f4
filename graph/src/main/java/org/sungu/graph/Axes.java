package org.sungu.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sungu.tensor.Shape;

/// Axis lists as reductions keep them: counted from 0, sorted, each once.
final class Axes {
  private Axes() {}

  /// The normalized axes; all of them where none is named.
  static List<Integer> of(Shape shape, int... axes) {
    IntStream chosen = axes.length == 0 ? IntStream.range(0, shape.rank()) : Arrays.stream(axes).map(shape::axis);
    return chosen.sorted().distinct().boxed().toList();
  }

  /// The shape that is left when the axes are reduced: size 1, or gone.
  static Shape reduce(Op op, TensorType input, List<Integer> axes, boolean keepAxes) {
    int[] chosen = axes.stream().mapToInt(Integer::intValue).toArray();
    for (int axis : chosen) {
      if (axis < 0 || axis >= input.shape().rank()) {
        throw new ShapeException(op.name() + ": got " + input + "; expected a tensor with axis " + axis);
      }
    }
    if (!keepAxes) {
      return input.shape().without(chosen);
    }
    Shape kept = input.shape();
    for (int axis : chosen) {
      kept = kept.with(axis, 1);
    }
    return kept;
  }

  /// A reduced tensor with its reduced axes back as size 1, so that it broadcasts against the input.
  static Tensor restore(Tensor reduced, Shape input, List<Integer> axes) {
    Shape kept = input;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return Reshape.of(reduced, kept);
  }
}
