package org.sungu.nn.layer.normalization;

import java.util.Arrays;
import java.util.List;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What normalizing layers have in common.
final class Statistics {
  private Statistics() {}

  /// The type to compute in: half-precision numbers overflow when squared.
  static DType type(Tensor input) {
    return input.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  /// The axes counted from 0, in order.
  ///
  /// @throws ShapeException if the input has no such axis
  static int[] axes(List<Integer> axes, Tensor input) {
    int rank = input.rank();
    if (axes.stream().anyMatch(axis -> axis < -rank || axis >= rank)) {
      throw new ShapeException("got input " + input.type() + "; expected it to have axes " + axes);
    }
    return axes.stream().mapToInt(axis -> axis < 0 ? axis + rank : axis).sorted().toArray();
  }

  /// The sizes along some axes.
  static Shape sizes(Tensor input, int... axes) {
    return Shape.of(Arrays.stream(axes).map(input.shape()::size).toArray());
  }

  /// A weight for some axes in a shape that stretches to the input's.
  static Tensor along(Tensor weight, Tensor input, int... axes) {
    int[] shape = new int[input.rank()];
    Arrays.fill(shape, 1);
    Arrays.stream(axes).forEach(axis -> shape[axis] = input.shape().size(axis));
    return weight.reshape(shape);
  }

  /// `(x - mean) / √(variance + epsilon)` over some axes.
  static Tensor normalized(Tensor x, double epsilon, int... axes) {
    Tensor centered = x.minus(Mean.keeping(x, axes));
    return centered.times(Rsqrt.of(Mean.keeping(centered.squared(), axes).plus(epsilon)));
  }
}
