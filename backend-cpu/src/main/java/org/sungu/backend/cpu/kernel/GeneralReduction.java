package org.sungu.backend.cpu.kernel;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StridedWalk;

/// Reductions of any element type, an element at a time: floating ones in double precision, all others in longs.
public final class GeneralReduction {
  private GeneralReduction() {}

  /// @param kept the result's shape with the reduced axes as size 1
  /// @param scratch 8 bytes for each element of the result
  public static Kernel sum(NDArray x, Shape kept, NDArray result, long scratch) {
    long count = x.elementCount();
    long results = result.elementCount();
    StridedWalk target = StridedWalk.stretched(kept, x.shape());
    boolean floating = x.dtype().isFloating();
    return () -> {
      Memory.zero(scratch, 8 * results);
      for (long i = 0; i < count; i++, target.advance()) {
        long total = scratch + 8 * target.offset();
        if (floating) {
          Memory.putDouble(total, Memory.getDouble(total) + x.getDouble(i));
        } else {
          Memory.putLong(total, Memory.getLong(total) + x.getLong(i));
        }
      }
      for (long i = 0; i < results; i++) {
        if (floating) {
          result.setDouble(i, Memory.getDouble(scratch + 8 * i));
        } else {
          result.setLong(i, Memory.getLong(scratch + 8 * i));
        }
      }
    };
  }

  /// @param kept the result's shape with the reduced axes as size 1
  public static Kernel max(NDArray x, Shape kept, NDArray result) {
    long count = x.elementCount();
    long results = result.elementCount();
    StridedWalk target = StridedWalk.stretched(kept, x.shape());
    boolean floating = x.dtype().isFloating();
    return () -> {
      for (long i = 0; i < results; i++) {
        setLeast(result, i);
      }
      for (long i = 0; i < count; i++, target.advance()) {
        long offset = target.offset();
        if (floating) {
          result.setDouble(offset, Math.max(result.getDouble(offset), x.getDouble(i)));
        } else {
          result.setLong(offset, Math.max(result.getLong(offset), x.getLong(i)));
        }
      }
    };
  }

  private static void setLeast(NDArray array, long index) {
    switch (array.dtype()) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> array.setDouble(index, Double.NEGATIVE_INFINITY);
      case INT8 -> array.setLong(index, Byte.MIN_VALUE);
      case INT32 -> array.setLong(index, Integer.MIN_VALUE);
      case INT64 -> array.setLong(index, Long.MIN_VALUE);
      case UINT8, BOOL -> array.setLong(index, 0);
    }
  }

  public static Kernel argMax(NDArray x, int axis, NDArray result) {
    long count = result.elementCount();
    long stride = x.shape().strides()[axis];
    int size = x.shape().size(axis);
    return () -> {
      for (long i = 0; i < count; i++) {
        long start = i / stride * stride * size + i % stride;
        int best = 0;
        for (int j = 1; j < size; j++) {
          if (beats(x, start + j * stride, start + best * stride)) {
            best = j;
          }
        }
        result.setLong(i, best);
      }
    };
  }

  /// Whether an element is larger than another; NaN is larger than every number.
  static boolean beats(NDArray x, long challenger, long best) {
    if (!x.dtype().isFloating()) {
      return x.getLong(challenger) > x.getLong(best);
    }
    double value = x.getDouble(challenger);
    double champion = x.getDouble(best);
    return value > champion || (Double.isNaN(value) && !Double.isNaN(champion));
  }

  public static Kernel cumulativeSum(NDArray x, int axis, boolean reversed, NDArray result) {
    int size = x.shape().size(axis);
    long stride = x.shape().strides()[axis];
    long lines = size == 0 ? 0 : x.elementCount() / size;
    boolean floating = x.dtype().isFloating();
    return () -> {
      for (long i = 0; i < lines; i++) {
        long start = i / stride * stride * size + i % stride;
        double floatingTotal = 0;
        long total = 0;
        for (int j = 0; j < size; j++) {
          long offset = start + (reversed ? size - 1 - j : j) * stride;
          if (floating) {
            floatingTotal += x.getDouble(offset);
            result.setDouble(offset, floatingTotal);
          } else {
            total += x.getLong(offset);
            result.setLong(offset, total);
          }
        }
      }
    };
  }
}
