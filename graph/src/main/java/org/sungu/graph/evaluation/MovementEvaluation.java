package org.sungu.graph.evaluation;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Movement;
import org.sungu.graph.Pad;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Slice;
import org.sungu.graph.Transpose;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StridedWalk;

/// Elements arranged anew, bit for bit.
public final class MovementEvaluation {
  private MovementEvaluation() {}

  public static NDArray of(Movement op, List<NDArray> inputs) {
    NDArray x = inputs.getFirst();
    return switch (op) {
      case Reshape reshape -> x.reshape(reshape.shape());
      case Transpose transpose -> transpose(x, transpose.permutation());
      case Broadcast broadcast -> read(x, broadcast.shape(), 0, x.shape().stridesWithin(broadcast.shape()));
      case Slice slice -> slice(x, slice);
      case Reverse reverse -> reverse(x, reverse.axis());
      case Pad pad -> pad(x, pad);
      case Concatenate concatenate -> concatenate(inputs, concatenate.axis());
    };
  }

  private static NDArray transpose(NDArray x, List<Integer> permutation) {
    long[] strides = x.shape().strides();
    int[] sizes = permutation.stream().mapToInt(x.shape()::size).toArray();
    return read(x, Shape.of(sizes), 0, permutation.stream().mapToLong(axis -> strides[axis]).toArray());
  }

  private static NDArray slice(NDArray x, Slice op) {
    long[] strides = x.shape().strides();
    long base = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      base += op.start().size(axis) * strides[axis];
      strides[axis] *= op.step().size(axis);
    }
    return read(x, op.size(), base, strides);
  }

  private static NDArray reverse(NDArray x, int axis) {
    long[] strides = x.shape().strides();
    long base = (x.shape().size(axis) - 1) * strides[axis];
    strides[axis] = -strides[axis];
    return read(x, x.shape(), base, strides);
  }

  private static NDArray pad(NDArray x, Pad op) {
    int rank = x.shape().rank();
    int[] sizes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int size = x.shape().size(axis);
      sizes[axis] = op.low().size(axis) + size + Math.max(0, size - 1) * op.interior().size(axis) + op.high().size(axis);
    }
    NDArray result = NDArray.full(x.dtype(), Shape.of(sizes), op.value());
    long[] strides = result.shape().strides();
    long base = 0;
    for (int axis = 0; axis < rank; axis++) {
      base += op.low().size(axis) * strides[axis];
      strides[axis] *= op.interior().size(axis) + 1;
    }
    write(x, result, base, strides);
    return result;
  }

  private static NDArray concatenate(List<NDArray> inputs, int axis) {
    NDArray first = inputs.getFirst();
    int total = inputs.stream().mapToInt(input -> input.shape().size(axis)).sum();
    NDArray result = NDArray.zeros(first.dtype(), first.shape().with(axis, total));
    long[] strides = result.shape().strides();
    long base = 0;
    for (NDArray input : inputs) {
      write(input, result, base, strides);
      base += input.shape().size(axis) * strides[axis];
    }
    return result;
  }

  /// A new array whose elements are read from a strided view of x.
  private static NDArray read(NDArray x, Shape shape, long base, long[] strides) {
    NDArray result = NDArray.zeros(x.dtype(), shape);
    StridedWalk source = new StridedWalk(shape, base, strides);
    for (long i = 0; i < result.elementCount(); i++, source.advance()) {
      copy(x, source.offset(), result, i);
    }
    return result;
  }

  /// Writes the elements of x into a strided view of the result.
  private static void write(NDArray x, NDArray result, long base, long[] strides) {
    StridedWalk target = new StridedWalk(x.shape(), base, strides);
    for (long i = 0; i < x.elementCount(); i++, target.advance()) {
      copy(x, i, result, target.offset());
    }
  }

  private static void copy(NDArray from, long source, NDArray to, long target) {
    long bytes = from.dtype().byteSize();
    MemorySegment.copy(from.segment(), source * bytes, to.segment(), target * bytes, bytes);
  }
}
