package org.sungu.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor along its axes, all known and none negative. A scalar has rank 0.
///
/// Arrays are row-major: the last axis is contiguous.
public final class Shape {
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /// @throws IllegalArgumentException if a size is negative
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(sizes));
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  public int rank() {
    return sizes.length;
  }

  /// The size along an axis; negative axes count from the end, so -1 is the last.
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /// The axis as a number from 0 to rank - 1.
  ///
  /// @throws IllegalArgumentException if the shape has no such axis
  public int axis(int axis) {
    if (axis < -rank() || axis >= rank()) {
      throw new IllegalArgumentException(
          "axis " + axis + " does not exist in shape " + this + "; expected " + -rank() + " to " + (rank() - 1));
    }
    return axis < 0 ? axis + rank() : axis;
  }

  /// Number of elements: the product of the sizes, 1 for a scalar.
  public long elementCount() {
    long count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, (long) size);
    }
    return count;
  }

  public int[] toArray() {
    return sizes.clone();
  }

  /// Elements from one index to the next along each axis of a row-major array.
  public long[] strides() {
    long[] strides = new long[rank()];
    long stride = 1;
    for (int i = rank() - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    return strides;
  }

  /// Elements from one index of `target` to the next in a row-major array of this shape that is stretched to `target`: 0 along
  /// the axes that repeat.
  ///
  /// @throws IllegalArgumentException if this shape does not stretch to the target
  public long[] stridesWithin(Shape target) {
    int added = target.rank() - rank();
    if (added < 0 || !broadcast(target).equals(target)) {
      throw new IllegalArgumentException("shape " + this + " does not stretch to " + target);
    }
    long[] own = strides();
    long[] result = new long[target.rank()];
    for (int i = 0; i < rank(); i++) {
      result[added + i] = sizes[i] == 1 ? 0 : own[i];
    }
    return result;
  }

  /// This shape with another size along one axis.
  public Shape with(int axis, int size) {
    int[] copy = sizes.clone();
    copy[axis(axis)] = size;
    return of(copy);
  }

  /// This shape without the given axes.
  public Shape without(int... axes) {
    boolean[] drop = new boolean[rank()];
    for (int axis : axes) {
      drop[axis(axis)] = true;
    }
    int[] kept = new int[rank()];
    int count = 0;
    for (int i = 0; i < rank(); i++) {
      if (!drop[i]) {
        kept[count++] = sizes[i];
      }
    }
    return of(Arrays.copyOf(kept, count));
  }

  /// This shape with more axes behind the last.
  public Shape append(int... more) {
    int[] all = Arrays.copyOf(sizes, sizes.length + more.length);
    System.arraycopy(more, 0, all, sizes.length, more.length);
    return of(all);
  }

  /// The axes from `from` (inclusive) to `to` (exclusive) as a shape.
  public Shape range(int from, int to) {
    return of(Arrays.copyOfRange(sizes, from, to));
  }

  /// The shape that two operands of a pointwise operation share: axes are aligned at the end, and size 1 stretches.
  ///
  /// @throws IllegalArgumentException where two sizes differ and neither is 1
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= rank() ? sizes[rank() - i] : 1;
      int b = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(
            "shapes " + this + " and " + other + " do not broadcast: axis -" + i + " has sizes " + a + " and " + b
                + "; expected equal sizes, or 1 in one of them");
      }
      result[rank - i] = a == 1 ? b : a;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// The sizes between brackets, such as `[32,64]`; a scalar is `[]`.
  @Override
  public String toString() {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
