package org.sungu.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Turns stored numbers of either byte order into arrays of the types that tensors have.
///
/// 16-bit and unsigned 32-bit integers widen to int32 and int64; unsigned 64-bit integers must fit into int64.
public final class ElementDecoder {
  private ElementDecoder() {}

  /// Floating point numbers: what was read to the heap as it is needed becomes the array, anything else is copied.
  public static NDArray floats(DType dtype, boolean bigEndian, Shape shape, MemorySegment stored) {
    // A large model would lie in the heap twice otherwise. What is mapped goes away with its file.
    boolean fits = stored.heapBase().isPresent() && stored.maxByteAlignment() >= Long.BYTES && stored.address() % dtype.byteSize() == 0
        && stored.byteSize() == shape.elementCount() * dtype.byteSize();
    return fits && isNative(bigEndian) ? NDArray.wrap(dtype, shape, stored) : copy(dtype, bigEndian, shape, stored);
  }

  /// One byte an element; anything but 0 is true.
  public static NDArray logical(Shape shape, MemorySegment stored) {
    NDArray array = NDArray.zeros(DType.BOOL, shape);
    for (long i = 0; i < stored.byteSize(); i++) {
      array.setLong(i, stored.get(ValueLayout.JAVA_BYTE, i));
    }
    return array;
  }

  /// A copy of integers of 1, 2, 4 or 8 bytes.
  ///
  /// @param name what a message calls the array
  /// @throws FormatException if an unsigned number does not fit into int64
  public static NDArray integers(
      int width, boolean signed, boolean bigEndian, Shape shape, MemorySegment stored, String name) {
    return switch (width) {
      case 1 -> copy(signed ? DType.INT8 : DType.UINT8, false, shape, stored);
      case 2 -> widen16(signed, bigEndian, shape, stored);
      case 4 -> signed ? copy(DType.INT32, bigEndian, shape, stored) : widen32(bigEndian, shape, stored);
      case 8 -> checked64(signed, copy(DType.INT64, bigEndian, shape, stored), name);
      default -> throw new IllegalArgumentException("integers of " + width + " bytes; expected 1, 2, 4 or 8");
    };
  }

  private static NDArray widen16(boolean signed, boolean bigEndian, Shape shape, MemorySegment stored) {
    NDArray array = NDArray.zeros(DType.INT32, shape);
    ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order(bigEndian));
    for (long i = 0; i < array.elementCount(); i++) {
      short value = stored.get(layout, i * 2);
      array.setLong(i, signed ? value : Short.toUnsignedLong(value));
    }
    return array;
  }

  private static NDArray widen32(boolean bigEndian, Shape shape, MemorySegment stored) {
    NDArray array = NDArray.zeros(DType.INT64, shape);
    ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order(bigEndian));
    for (long i = 0; i < array.elementCount(); i++) {
      array.setLong(i, Integer.toUnsignedLong(stored.get(layout, i * 4)));
    }
    return array;
  }

  private static NDArray checked64(boolean signed, NDArray array, String name) {
    for (long i = 0; !signed && i < array.elementCount(); i++) {
      if (array.getLong(i) < 0) {
        throw new FormatException(
            name + " holds the unsigned number " + Long.toUnsignedString(array.getLong(i))
                + "; expected numbers below 2^63. Save it as another type");
      }
    }
    return array;
  }

  private static boolean isNative(boolean bigEndian) {
    return order(bigEndian) == ByteOrder.nativeOrder();
  }

  private static ByteOrder order(boolean bigEndian) {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static NDArray copy(DType dtype, boolean bigEndian, Shape shape, MemorySegment stored) {
    NDArray array = NDArray.zeros(dtype, shape);
    MemorySegment target = array.segment();
    int width = dtype.byteSize();
    if (width == 1 || isNative(bigEndian)) {
      target.copyFrom(stored);
      return array;
    }
    for (long i = 0; i < stored.byteSize(); i++) {
      long mirrored = i - i % width + (width - 1 - i % width);
      target.set(ValueLayout.JAVA_BYTE, mirrored, stored.get(ValueLayout.JAVA_BYTE, i));
    }
    return array;
  }
}
