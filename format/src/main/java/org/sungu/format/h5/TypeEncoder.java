package org.sungu.format.h5;

import java.nio.charset.StandardCharsets;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// The messages that describe elements and shapes, as h5py writes them.
final class TypeEncoder {
  /// Bytes of a reference to text in the global heap.
  static final int TEXT_REFERENCE_SIZE = 16;

  private static final int SIGNED = 0x08;
  private static final int IMPLIED_LEADING_BIT = 0x20;
  private static final int TEXT = 1;
  private static final int UTF8 = 1;

  private TypeEncoder() {}

  static byte[] datatype(HostArray array) {
    return switch (array) {
      case NDArray numbers -> datatype(numbers.dtype());
      case StringArray text -> {
        ByteSink out = head(9, TEXT | UTF8 << 8, TEXT_REFERENCE_SIZE);
        yield out.bytes(integer(1, 0)).toBytes();
      }
    };
  }

  private static byte[] datatype(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> floating(4, 8, 23);
      case FLOAT64 -> floating(8, 11, 52);
      case FLOAT16 -> floating(2, 5, 10);
      case BFLOAT16 -> head(5, 8, 2).zeros(8).toBytes();
      case INT8 -> integer(1, SIGNED);
      case UINT8 -> integer(1, 0);
      case INT32 -> integer(4, SIGNED);
      case INT64 -> integer(8, SIGNED);
      case BOOL -> head(8, 2, 1).bytes(integer(1, SIGNED)).ascii("FALSE\0\0\0TRUE\0\0\0\0").u8(0).u8(1).toBytes();
    };
  }

  private static ByteSink head(int datatypeClass, int bits, int size) {
    return new ByteSink().u8(1 << 4 | datatypeClass).u16(bits).u8(0).u32(size);
  }

  private static byte[] integer(int size, int bits) {
    return head(0, bits, size).u16(0).u16(size * 8).toBytes();
  }

  private static byte[] floating(int size, int exponentBits, int mantissaBits) {
    int signLocation = size * 8 - 1;
    return head(1, IMPLIED_LEADING_BIT | signLocation << 8, size)
        .u16(0)
        .u16(size * 8)
        .u8(mantissaBits)
        .u8(exponentBits)
        .u8(0)
        .u8(mantissaBits)
        .u32((1L << (exponentBits - 1)) - 1)
        .toBytes();
  }

  static byte[] dataspace(Shape shape) {
    ByteSink out = new ByteSink().u8(1).u8(shape.rank()).zeros(6);
    for (int axis = 0; axis < shape.rank(); axis++) {
      out.u64(shape.size(axis));
    }
    return out.toBytes();
  }

  static byte[] zeroTerminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
