package org.sungu.tensor;

/// Visits the positions of a shape in row-major order and knows where each of them lies in a strided array.
///
/// Walking a shape with the strides of another array expresses a transpose, a stretched axis, a slice or a reversal.
public final class StridedWalk {
  private final int[] sizes;
  private final long[] strides;
  private final int[] position;
  private long offset;

  /// @param base the offset of the first position
  /// @param strides elements from one position to the next along each axis of the shape; may be 0 or negative
  public StridedWalk(Shape shape, long base, long[] strides) {
    this.sizes = shape.toArray();
    this.strides = strides.clone();
    this.position = new int[sizes.length];
    this.offset = base;
  }

  /// Walks an array that is stretched to the given shape.
  public static StridedWalk stretched(Shape from, Shape to) {
    return new StridedWalk(to, 0, from.stridesWithin(to));
  }

  /// The index of the current position in the strided array.
  public long offset() {
    return offset;
  }

  /// Goes to the next position; behind the last comes the first again.
  public void advance() {
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      offset += strides[axis];
      if (++position[axis] < sizes[axis]) {
        return;
      }
      offset -= sizes[axis] * strides[axis];
      position[axis] = 0;
    }
  }
}
