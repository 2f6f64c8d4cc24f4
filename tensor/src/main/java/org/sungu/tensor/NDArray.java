package org.sungu.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Numbers on the host: an element type, a [Shape] and the elements in row-major order and native byte order.
///
/// The memory is on the Java heap, or wherever the segment it was [#wrap]ped around lives. Two arrays are equal when type,
/// shape and every byte are. Nothing here computes: programs do.
public final class NDArray implements HostArray {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  private final DType dtype;
  private final Shape shape;
  private final MemorySegment segment;

  private NDArray(DType dtype, Shape shape, MemorySegment segment) {
    long bytes = byteSize(dtype, shape);
    if (segment.byteSize() != bytes) {
      throw new IllegalArgumentException(
          segment.byteSize() + " bytes for " + dtype.kerasName() + shape + "; expected " + bytes);
    }
    this.dtype = dtype;
    this.shape = shape;
    this.segment = segment;
  }

  private static long byteSize(DType dtype, Shape shape) {
    return Math.multiplyExact(shape.elementCount(), (long) dtype.byteSize());
  }

  /// A new array of zeros.
  ///
  /// @throws IllegalArgumentException if it would take more than 16 GiB
  public static NDArray zeros(DType dtype, Shape shape) {
    long bytes = byteSize(dtype, shape);
    long words = (bytes + 7) / 8;
    if (words > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(dtype.kerasName() + shape + " takes " + bytes + " bytes; expected at most 16 GiB");
    }
    // A long[] keeps every element type aligned.
    return new NDArray(dtype, shape, MemorySegment.ofArray(new long[(int) words]).asSlice(0, bytes));
  }

  /// An array around existing memory, which is not copied.
  public static NDArray wrap(DType dtype, Shape shape, MemorySegment segment) {
    return new NDArray(dtype, shape, segment);
  }

  /// A float32 array around the given elements, which are not copied.
  public static NDArray of(Shape shape, float... elements) {
    return new NDArray(DType.FLOAT32, shape, MemorySegment.ofArray(elements));
  }

  /// An int32 array around the given elements, which are not copied.
  public static NDArray of(Shape shape, int... elements) {
    return new NDArray(DType.INT32, shape, MemorySegment.ofArray(elements));
  }

  /// An int64 array around the given elements, which are not copied.
  public static NDArray of(Shape shape, long... elements) {
    return new NDArray(DType.INT64, shape, MemorySegment.ofArray(elements));
  }

  /// A float64 array around the given elements, which are not copied.
  public static NDArray of(Shape shape, double... elements) {
    return new NDArray(DType.FLOAT64, shape, MemorySegment.ofArray(elements));
  }

  public static NDArray of(Shape shape, boolean... elements) {
    NDArray array = zeros(DType.BOOL, shape);
    for (int i = 0; i < elements.length; i++) {
      array.setLong(i, elements[i] ? 1 : 0);
    }
    return array;
  }

  /// A float32 scalar.
  public static NDArray scalar(float value) {
    return of(Shape.SCALAR, value);
  }

  /// A scalar of any type; integers and booleans take the truncated value.
  public static NDArray scalar(DType dtype, double value) {
    return full(dtype, Shape.SCALAR, value);
  }

  /// An array that holds one value everywhere.
  public static NDArray full(DType dtype, Shape shape, double value) {
    NDArray array = zeros(dtype, shape);
    if (value != 0 || 1 / value < 0) {
      long count = shape.elementCount();
      for (long i = 0; i < count; i++) {
        array.setDouble(i, value);
      }
    }
    return array;
  }

  public DType dtype() {
    return dtype;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /// The elements' memory itself: writing to it changes the array.
  public MemorySegment segment() {
    return segment;
  }

  public long elementCount() {
    return shape.elementCount();
  }

  /// The element at a row-major index as a double; booleans are 0 and 1.
  public double getDouble(long index) {
    return switch (dtype) {
      case FLOAT32 -> segment.get(FLOAT, index * 4);
      case FLOAT64 -> segment.get(DOUBLE, index * 8);
      case FLOAT16 -> Float.float16ToFloat(segment.get(SHORT, index * 2));
      case BFLOAT16 -> Float.intBitsToFloat(segment.get(SHORT, index * 2) << 16);
      case INT8, UINT8, INT32, INT64, BOOL -> getLong(index);
    };
  }

  /// The element at a row-major index as a float.
  public float getFloat(long index) {
    return (float) getDouble(index);
  }

  /// The element at a row-major index as a long; floating elements are truncated toward zero.
  public long getLong(long index) {
    return switch (dtype) {
      case INT8, BOOL -> segment.get(ValueLayout.JAVA_BYTE, index);
      case UINT8 -> segment.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
      case INT32 -> segment.get(INT, index * 4);
      case INT64 -> segment.get(LONG, index * 8);
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> (long) getDouble(index);
    };
  }

  /// Stores a value at a row-major index: rounded to nearest even in the floating types (those of 16 bits by way of float32),
  /// truncated toward zero in the others. There NaN becomes 0, int32 and int64 saturate, smaller types keep the low bits of the int32.
  public void setDouble(long index, double value) {
    switch (dtype) {
      case FLOAT32 -> segment.set(FLOAT, index * 4, (float) value);
      case FLOAT64 -> segment.set(DOUBLE, index * 8, value);
      case FLOAT16 -> segment.set(SHORT, index * 2, Float.floatToFloat16((float) value));
      case BFLOAT16 -> segment.set(SHORT, index * 2, bfloat16((float) value));
      case INT8, UINT8, INT32, BOOL -> setLong(index, (int) value);
      case INT64 -> setLong(index, (long) value);
    }
  }

  /// Stores a value at a row-major index; integers keep the low bits, booleans become 0 or 1, floating types round to nearest even
  /// (those of 16 bits by way of float32).
  public void setLong(long index, long value) {
    switch (dtype) {
      case INT8, UINT8 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case BOOL -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) (value == 0 ? 0 : 1));
      case INT32 -> segment.set(INT, index * 4, (int) value);
      case INT64 -> segment.set(LONG, index * 8, value);
      case FLOAT64 -> setDouble(index, (double) value);
      // Not by way of double, which would round twice.
      case FLOAT32, FLOAT16, BFLOAT16 -> setDouble(index, (float) value);
    }
  }

  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    int roundingBias = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + roundingBias) >>> 16);
  }

  /// The elements as floats, in row-major order.
  public float[] toFloats() {
    if (dtype == DType.FLOAT32) {
      return segment.toArray(FLOAT);
    }
    float[] result = new float[Math.toIntExact(elementCount())];
    for (int i = 0; i < result.length; i++) {
      result[i] = getFloat(i);
    }
    return result;
  }

  /// The elements as doubles, in row-major order.
  public double[] toDoubles() {
    double[] result = new double[Math.toIntExact(elementCount())];
    for (int i = 0; i < result.length; i++) {
      result[i] = getDouble(i);
    }
    return result;
  }

  /// The elements as longs, in row-major order.
  public long[] toLongs() {
    long[] result = new long[Math.toIntExact(elementCount())];
    for (int i = 0; i < result.length; i++) {
      result[i] = getLong(i);
    }
    return result;
  }

  /// The only element of an array with one element.
  public double item() {
    if (elementCount() != 1) {
      throw new IllegalStateException("item() of " + this + "; expected exactly one element");
    }
    return getDouble(0);
  }

  /// The same elements (shared, not copied) under another shape.
  public NDArray reshape(Shape other) {
    if (other.elementCount() != elementCount()) {
      throw new IllegalArgumentException("cannot reshape " + this + " to " + other + ": element counts differ");
    }
    return new NDArray(dtype, other, segment);
  }

  /// A copy in another element type: converted as [#setDouble] and [#setLong] do, but true where not 0 in booleans.
  public NDArray cast(DType target) {
    NDArray result = zeros(target, shape);
    if (target == dtype) {
      MemorySegment.copy(segment, 0, result.segment, 0, segment.byteSize());
      return result;
    }
    long count = elementCount();
    for (long i = 0; i < count; i++) {
      if (!dtype.isFloating()) {
        result.setLong(i, getLong(i));
      } else if (target == DType.BOOL) {
        result.setLong(i, getDouble(i) != 0 ? 1 : 0);
      } else {
        result.setDouble(i, getDouble(i));
      }
    }
    return result;
  }

  public NDArray copy() {
    return cast(dtype);
  }

  @Override
  public NDArray rows(int[] indices) {
    long rowBytes = shape.size(0) == 0 ? 0 : segment.byteSize() / shape.size(0);
    NDArray picked = zeros(dtype, shape.with(0, indices.length));
    for (int i = 0; i < indices.length; i++) {
      MemorySegment.copy(segment, indices[i] * rowBytes, picked.segment, i * rowBytes, rowBytes);
    }
    return picked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NDArray array
        && dtype == array.dtype
        && shape.equals(array.shape)
        && segment.mismatch(array.segment) == -1;
  }

  @Override
  public int hashCode() {
    int hash = 31 * dtype.hashCode() + shape.hashCode();
    long sampled = Math.min(elementCount(), 16);
    for (long i = 0; i < sampled; i++) {
      hash = 31 * hash + Double.hashCode(getDouble(i));
    }
    return hash;
  }

  /// Type and shape, and the elements of small arrays.
  @Override
  public String toString() {
    String type = dtype.kerasName() + shape;
    return elementCount() <= 8 ? type + Arrays.toString(toDoubles()) : type;
  }
}
