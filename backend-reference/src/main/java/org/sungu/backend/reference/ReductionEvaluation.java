package org.sungu.backend.reference;

import java.util.Arrays;
import java.util.List;
import org.sungu.graph.ArgMax;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reduction;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StridedWalk;

/// Elements combined along axes, in row-major order.
final class ReductionEvaluation {
  private ReductionEvaluation() {}

  static NDArray of(Reduction op, NDArray x) {
    return switch (op) {
      case ReduceSum sum -> shape(x.dtype().isFloating() ? floatingSum(x, sum.axes()) : integerSum(x, sum.axes()), sum.keepAxes(),
          sum.axes());
      case ReduceMax max -> shape(maximum(x, max.axes()), max.keepAxes(), max.axes());
      case ArgMax argMax -> argMax(x, argMax.axis());
      case CumulativeSum sum -> cumulativeSum(x, sum.axis(), sum.reversed());
    };
  }

  private static NDArray floatingSum(NDArray x, List<Integer> axes) {
    Shape kept = kept(x.shape(), axes);
    double[] totals = new double[Math.toIntExact(kept.elementCount())];
    // The neutral element of addition is -0, but the sum of nothing is 0.
    Arrays.fill(totals, x.elementCount() == 0 ? 0 : -0.0);
    StridedWalk target = StridedWalk.stretched(kept, x.shape());
    for (long i = 0; i < x.elementCount(); i++, target.advance()) {
      totals[(int) target.offset()] += x.getDouble(i);
    }
    return NDArray.of(kept, totals).cast(x.dtype());
  }

  private static NDArray integerSum(NDArray x, List<Integer> axes) {
    NDArray result = NDArray.zeros(x.dtype(), kept(x.shape(), axes));
    StridedWalk target = StridedWalk.stretched(result.shape(), x.shape());
    for (long i = 0; i < x.elementCount(); i++, target.advance()) {
      result.setLong(target.offset(), result.getLong(target.offset()) + x.getLong(i));
    }
    return result;
  }

  private static NDArray maximum(NDArray x, List<Integer> axes) {
    NDArray result = least(x.dtype(), kept(x.shape(), axes));
    StridedWalk target = StridedWalk.stretched(result.shape(), x.shape());
    for (long i = 0; i < x.elementCount(); i++, target.advance()) {
      long offset = target.offset();
      if (x.dtype().isFloating()) {
        result.setDouble(offset, Math.max(result.getDouble(offset), x.getDouble(i)));
      } else {
        result.setLong(offset, Math.max(result.getLong(offset), x.getLong(i)));
      }
    }
    return result;
  }

  private static NDArray least(DType dtype, Shape shape) {
    NDArray result = NDArray.zeros(dtype, shape);
    for (long i = 0; i < result.elementCount(); i++) {
      switch (dtype) {
        case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> result.setDouble(i, Double.NEGATIVE_INFINITY);
        case INT8 -> result.setLong(i, Byte.MIN_VALUE);
        case INT32 -> result.setLong(i, Integer.MIN_VALUE);
        case INT64 -> result.setLong(i, Long.MIN_VALUE);
        case UINT8, BOOL -> result.setLong(i, 0);
      }
    }
    return result;
  }

  private static NDArray argMax(NDArray x, int axis) {
    NDArray result = NDArray.zeros(DType.INT32, x.shape().without(axis));
    long stride = x.shape().strides()[axis];
    int size = x.shape().size(axis);
    for (long i = 0; i < result.elementCount(); i++) {
      long start = i / stride * stride * size + i % stride;
      int best = 0;
      for (int j = 1; j < size; j++) {
        if (beats(x, start + j * stride, start + best * stride)) {
          best = j;
        }
      }
      result.setLong(i, best);
    }
    return result;
  }

  /// Whether an element is larger than another; NaN is larger than every number.
  static boolean beats(NDArray x, long challenger, long best) {
    if (!x.dtype().isFloating()) {
      return x.getLong(challenger) > x.getLong(best);
    }
    double value = x.getDouble(challenger);
    return value > x.getDouble(best) || (Double.isNaN(value) && !Double.isNaN(x.getDouble(best)));
  }

  private static NDArray cumulativeSum(NDArray x, int axis, boolean reversed) {
    NDArray result = NDArray.zeros(x.dtype(), x.shape());
    int size = x.shape().size(axis);
    long stride = x.shape().strides()[axis];
    long lines = size == 0 ? 0 : x.elementCount() / size;
    for (long i = 0; i < lines; i++) {
      long start = i / stride * stride * size + i % stride;
      double floating = 0;
      long integer = 0;
      for (int j = 0; j < size; j++) {
        long offset = start + (reversed ? size - 1 - j : j) * stride;
        if (x.dtype().isFloating()) {
          floating += x.getDouble(offset);
          result.setDouble(offset, floating);
        } else {
          integer += x.getLong(offset);
          result.setLong(offset, integer);
        }
      }
    }
    return result;
  }

  private static NDArray shape(NDArray kept, boolean keepAxes, List<Integer> axes) {
    return keepAxes ? kept : kept.reshape(kept.shape().without(axes.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static Shape kept(Shape shape, List<Integer> axes) {
    Shape kept = shape;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return kept;
  }
}
