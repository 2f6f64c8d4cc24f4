package org.sungu.graph.program;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.StringJoiner;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Arrays as text that reads back with every bit: few elements as the shortest decimals that tell them apart, such as
/// `float32[2] [0.1, -1.0]`, many as `float32[32,64] base64 "…"`, which holds the bytes with the low one of each element first.
final class ArrayText {
  private static final long FEW = 16;

  private ArrayText() {}

  static String print(NDArray array) {
    String type = array.dtype().kerasName() + array.shape();
    return type + (array.elementCount() <= FEW && !hasOddNaN(array) ? " " + decimals(array) : " base64 \"" + base64(array) + "\"");
  }

  static NDArray read(TextReader reader) {
    DType dtype = reader.dtype();
    Shape shape = reader.shape();
    NDArray array = NDArray.zeros(dtype, shape);
    if (reader.accept("base64")) {
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(reader.string());
      } catch (IllegalArgumentException e) {
        throw reader.error("got text that is not base64 (" + e.getMessage() + ")");
      }
      if (bytes.length != array.segment().byteSize()) {
        throw reader.error("got " + bytes.length + " bytes; expected " + array.segment().byteSize());
      }
      array.segment().copyFrom(MemorySegment.ofArray(littleEndian(bytes, dtype.byteSize())));
      return array;
    }
    reader.expect("[");
    for (long i = 0; i < array.elementCount(); i++) {
      if (i > 0) {
        reader.expect(",");
      }
      element(reader, array, i);
    }
    reader.expect("]");
    return array;
  }

  private static void element(TextReader reader, NDArray array, long index) {
    if (array.dtype() == DType.BOOL) {
      array.setLong(index, reader.bool() ? 1 : 0);
    } else if (array.dtype().isInteger()) {
      array.setLong(index, reader.integer());
    } else if (array.dtype() == DType.FLOAT64) {
      array.setDouble(index, Double.parseDouble(reader.number()));
    } else {
      array.setDouble(index, Float.parseFloat(reader.number()));
    }
  }

  private static String decimals(NDArray array) {
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    for (long i = 0; i < array.elementCount(); i++) {
      joiner.add(switch (array.dtype()) {
        case FLOAT64 -> Double.toString(array.getDouble(i));
        case FLOAT32, FLOAT16, BFLOAT16 -> Float.toString(array.getFloat(i));
        case INT8, UINT8, INT32, INT64 -> Long.toString(array.getLong(i));
        case BOOL -> Boolean.toString(array.getLong(i) != 0);
      });
    }
    return joiner.toString();
  }

  /// Whether there is a NaN whose bits are not those that parsing `NaN` gives.
  private static boolean hasOddNaN(NDArray array) {
    NDArray usual = NDArray.scalar(array.dtype(), array.dtype().isFloating() ? Double.NaN : 0);
    int bytes = array.dtype().byteSize();
    for (long i = 0; i < array.elementCount(); i++) {
      if (Double.isNaN(array.getDouble(i)) && array.segment().asSlice(i * bytes, bytes).mismatch(usual.segment()) != -1) {
        return true;
      }
    }
    return false;
  }

  private static String base64(NDArray array) {
    byte[] bytes = new byte[Math.toIntExact(array.segment().byteSize())];
    MemorySegment.ofArray(bytes).copyFrom(array.segment());
    return Base64.getEncoder().encodeToString(littleEndian(bytes, array.dtype().byteSize()));
  }

  /// Native order to little-endian order, or back.
  private static byte[] littleEndian(byte[] bytes, int size) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return bytes;
    }
    byte[] swapped = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      swapped[i] = bytes[i / size * size + size - 1 - i % size];
    }
    return swapped;
  }
}
