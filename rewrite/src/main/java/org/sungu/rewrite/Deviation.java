package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Multiply;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// `x - mean(x)`, with the mean over some axes, along which it is repeated.
///
/// @param x what deviates
/// @param total the sum that the mean is a share of
record Deviation(Tensor x, Tensor mean, Tensor total) {
  /// How far a share is from 1/n at most, as it is rounded to float32.
  private static final double ROUNDING = 1e-6;

  /// Null if the tensor is something else.
  static @Nullable Deviation of(Tensor tensor) {
    if (!(tensor.node().op() instanceof Subtract)) {
      return null;
    }
    Tensor x = tensor.node().input(0);
    Tensor repeated = tensor.node().input(1);
    Tensor mean = repeated;
    while (mean.node().op() instanceof Reshape || mean.node().op() instanceof Broadcast) {
      mean = mean.node().input(0);
    }
    if (!(mean.node().op() instanceof Multiply)) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      Tensor total = mean.node().input(i);
      if (total.node().op() instanceof ReduceSum sum && total.node().input(0).equals(x) && isShare(mean.node().input(1 - i), x, total)
          && isRepeatedAlong(sum.axes(), repeated, mean, x.shape())) {
        return new Deviation(x, mean, total);
      }
    }
    return null;
  }

  /// The axes that the mean is taken over.
  List<Integer> axes() {
    return ((ReduceSum) total.node().op()).axes();
  }

  private static boolean isShare(Tensor factor, Tensor x, Tensor total) {
    NDArray constant = Pattern.constant(factor);
    double count = (double) x.shape().elementCount() / total.shape().elementCount();
    return constant != null && constant.elementCount() == 1 && Math.abs(constant.getDouble(0) * count - 1) < ROUNDING;
  }

  private static boolean isRepeatedAlong(List<Integer> axes, Tensor repeated, Tensor mean, Shape shape) {
    Shape kept = shape;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return repeated.shape().elementCount() == mean.shape().elementCount() && Pattern.onlyLeadingOnes(repeated.shape(), kept);
  }
}
