package org.sungu.backend.cpu.plan;

import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A tensor's elements as they lie in a buffer. Reshapes, transposes, slices, reversals and repetitions of a tensor are further
/// views of the same buffer, not copies.
public final class View {
  private final Buffer buffer;
  private final TensorType type;
  private final long offset;
  private final long[] strides;

  private View(Buffer buffer, TensorType type, long offset, long[] strides) {
    this.buffer = buffer;
    this.type = type;
    this.offset = offset;
    this.strides = strides;
  }

  /// All of a buffer in row-major order.
  public static View of(Buffer buffer, TensorType type) {
    return new View(buffer, type, 0, type.shape().strides());
  }

  /// A view of the same buffer.
  ///
  /// @param newOffset the position of the first element, in elements
  /// @param newStrides elements from one index to the next along each axis; 0 where an axis repeats, negative where it is reversed
  public View with(Shape newShape, long newOffset, long[] newStrides) {
    return new View(buffer, type.withShape(newShape), newOffset, newStrides.clone());
  }

  /// The indices `from` (inclusive) to `to` (exclusive) along the first axis.
  public View slice(long from, long to) {
    return with(shape().with(0, Math.toIntExact(to - from)), offset + from * strides[0], strides);
  }

  public Buffer buffer() {
    return buffer;
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public DType dtype() {
    return type.dtype();
  }

  /// The position of the first element, in elements.
  public long offset() {
    return offset;
  }

  public long byteOffset() {
    return offset * dtype().byteSize();
  }

  public long[] strides() {
    return strides.clone();
  }

  public long elementCount() {
    return shape().elementCount();
  }

  public long byteSize() {
    return elementCount() * dtype().byteSize();
  }

  /// Whether the elements lie one behind the other in row-major order.
  public boolean isContiguous() {
    long expected = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      int size = shape().size(axis);
      if (size == 0) {
        return true;
      }
      // An axis that holds one element is never stepped along.
      if (size != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  /// Whether the view is the whole buffer in row-major order.
  public boolean isWhole() {
    return offset == 0 && byteSize() == buffer.byteSize() && isContiguous();
  }

  /// Into how many equal shares the buffer can be cut such that each holds an equal share of the view's elements in row-major order; 1 if it
  /// cannot be cut.
  public long shares() {
    return shares(shape(), strides);
  }

  /// The same for the elements as they are stretched to a shape.
  public long sharesWithin(Shape target) {
    return shares(target, stridesWithin(target));
  }

  private long shares(Shape target, long[] steps) {
    long share = buffer.byteSize() / dtype().byteSize();
    if (share == 0 || target.elementCount() == 0) {
      return 1;
    }
    long span = offset;
    for (int axis = 0; axis < steps.length; axis++) {
      if (steps[axis] < 0) {
        return 1;
      }
      span += (target.size(axis) - 1) * steps[axis];
    }
    long count = 1;
    long best = 1;
    for (int axis = 0; axis < steps.length; axis++) {
      if (target.size(axis) == 1) {
        continue;
      }
      if (steps[axis] * target.size(axis) != share) {
        return best;
      }
      share = steps[axis];
      span -= (target.size(axis) - 1) * steps[axis];
      count *= target.size(axis);
      best = span < share ? count : best;
    }
    return best;
  }

  /// The strides with which this view is walked to cover a shape that it stretches to.
  public long[] stridesWithin(Shape target) {
    long[] result = new long[target.rank()];
    int added = target.rank() - shape().rank();
    for (int axis = 0; axis < shape().rank(); axis++) {
      result[added + axis] = shape().size(axis) == 1 ? 0 : strides[axis];
    }
    return result;
  }

  @Override
  public String toString() {
    return type + " in " + buffer;
  }
}
