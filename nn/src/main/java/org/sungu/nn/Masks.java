package org.sungu.nn;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What layers do with masks, which are bool and have an axis less than the tensor, or as many.
public final class Masks {
  private Masks() {}

  /// Whether anything is true along the last axis, which is gone then.
  public static Tensor any(Tensor x) {
    return Less.of(Constant.scalar(DType.INT32, 0), ReduceSum.of(x.cast(DType.INT32), -1));
  }

  /// A mask with axes of size 1 behind it until it has as many as a tensor, so that it broadcasts to it.
  public static Tensor along(Tensor mask, int rank) {
    int[] sizes = mask.shape().toArray();
    int[] padded = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      padded[axis] = axis < sizes.length ? sizes[axis] : 1;
    }
    return mask.reshape(padded);
  }

  /// A mask in the whole shape of a tensor; true everywhere where there is none.
  public static Tensor wide(@Nullable Tensor mask, Tensor tensor) {
    Tensor known = mask == null ? Constant.of(NDArray.full(DType.BOOL, Shape.SCALAR, 1)) : along(mask, tensor.rank());
    return Broadcast.of(known, tensor.shape());
  }
}
