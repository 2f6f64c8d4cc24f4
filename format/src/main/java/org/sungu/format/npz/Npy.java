package org.sungu.format.npz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sungu.format.ElementDecoder;
import org.sungu.format.FormatException;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// One array in NumPy's `.npy` format, versions 1 to 3.
///
/// Read are booleans, integers, floats, text (`U`, and `S` as UTF-8) of either byte and axis order. Elements of two uninterpreted
/// bytes (`V2`) are bfloat16, which is how NumPy stores ml_dtypes' type. Python objects are refused: reading them would run
/// code from the file.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int CODE_POINT_SIZE = 4;

  private Npy() {}

  /// Decodes a file's content.
  ///
  /// @param name what messages call it
  /// @throws FormatException if it is damaged or holds what tensors cannot
  public static HostArray decode(String name, MemorySegment content) {
    if (content.byteSize() < 10 || MemorySegment.mismatch(content, 0, MAGIC.length, MemorySegment.ofArray(MAGIC), 0, MAGIC.length) != -1) {
      throw new FormatException(
          name + " is no NumPy array or cut short; expected a file that numpy.save or numpy.savez wrote. Save it again");
    }
    int version = content.get(ValueLayout.JAVA_BYTE, 6);
    if (version < 1 || version > 3) {
      throw new FormatException(name + " has version " + version + " of the NumPy format; expected 1 to 3. Save it again");
    }
    ValueLayout.OfInt ints = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    ValueLayout.OfShort shorts = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    long start = version == 1 ? 10 : 12;
    long length = version == 1 ? content.get(shorts, 8) & 0xFFFF : start > content.byteSize() ? Long.MAX_VALUE : content.get(ints, 8) & 0xFFFF_FFFFL;
    if (length > content.byteSize() - start) {
      throw new FormatException(name + " ends within its header; expected a whole NumPy array. Save or copy it again");
    }
    String text = new String(content.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    return decode(name, NpyHeader.parse(name, text), content.asSlice(start + length));
  }

  private static HostArray decode(String name, NpyHeader header, MemorySegment data) {
    String descriptor = header.descriptor();
    if (descriptor.length() < 2) {
      throw unsupported(name, descriptor);
    }
    if (descriptor.endsWith("O")) {
      throw new FormatException(
          name + " holds Python objects; expected numbers, booleans or text, because reading objects would run code from the file."
              + " Convert it with .astype(...) before saving");
    }
    boolean bigEndian = descriptor.charAt(0) == '>'
        || (descriptor.charAt(0) == '=' && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    char kind = descriptor.charAt(1);
    String digits = descriptor.substring(2);
    if (digits.isEmpty() || digits.length() > 7 || !digits.chars().allMatch(Character::isDigit)) {
      throw unsupported(name, descriptor);
    }
    int count = Integer.parseInt(digits);
    int width = kind == 'U' ? count * CODE_POINT_SIZE : count;
    Shape shape = header.shape();
    if (width == 0 && shape.elementCount() > 0) {
      throw unsupported(name, descriptor);
    }
    if (width > 0 && shape.elementCount() > data.byteSize() / width) {
      throw new FormatException(
          name + " ends after " + data.byteSize() + " bytes of data; expected " + width + " for each of the "
              + shape.elementCount() + " elements of shape " + shape + ". The file is cut short: save or copy it again");
    }
    MemorySegment stored = data.asSlice(0, shape.elementCount() * width);
    MemorySegment rows = header.columnMajor() && shape.rank() > 1 ? rowMajor(stored, shape, width) : stored;
    return switch (kind) {
      case 'U' -> text(shape, rows, count, bigEndian);
      case 'S' -> bytesAsText(shape, rows, count);
      default -> numbers(name, kind, width, bigEndian, shape, rows, descriptor);
    };
  }

  private static NDArray numbers(
      String name, char kind, int width, boolean bigEndian, Shape shape, MemorySegment stored, String descriptor) {
    return switch (kind + Integer.toString(width)) {
      case "f2" -> ElementDecoder.floats(DType.FLOAT16, bigEndian, shape, stored);
      case "f4" -> ElementDecoder.floats(DType.FLOAT32, bigEndian, shape, stored);
      case "f8" -> ElementDecoder.floats(DType.FLOAT64, bigEndian, shape, stored);
      case "V2" -> ElementDecoder.floats(DType.BFLOAT16, bigEndian, shape, stored);
      case "b1" -> ElementDecoder.logical(shape, stored);
      case "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8" ->
          ElementDecoder.integers(width, kind == 'i', bigEndian, shape, stored, name);
      default -> throw unsupported(name, descriptor);
    };
  }

  private static FormatException unsupported(String name, String descriptor) {
    return new FormatException(
        name + " has elements of NumPy type '" + descriptor + "'; expected booleans, integers, float16, float32, float64 or text."
            + " Convert it with .astype(...) before saving");
  }

  private static MemorySegment rowMajor(MemorySegment stored, Shape shape, int width) {
    MemorySegment rows = NDArray.zeros(DType.INT8, Shape.of(Math.toIntExact(stored.byteSize()))).segment();
    int[] index = new int[shape.rank()];
    for (long at = 0; at < stored.byteSize(); at += width) {
      long from = 0;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        from = from * shape.size(axis) + index[axis];
      }
      MemorySegment.copy(stored, from * width, rows, at, width);
      for (int axis = shape.rank() - 1; axis >= 0 && ++index[axis] == shape.size(axis); axis--) {
        index[axis] = 0;
      }
    }
    return rows;
  }

  private static StringArray text(Shape shape, MemorySegment stored, int length, boolean bigEndian) {
    ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    List<String> values = new ArrayList<>();
    for (long element = 0; element < shape.elementCount(); element++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        int codePoint = stored.get(layout, (element * length + i) * CODE_POINT_SIZE);
        text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xFFFD);
      }
      values.add(withoutPadding(text.toString()));
    }
    return StringArray.of(shape, values);
  }

  private static StringArray bytesAsText(Shape shape, MemorySegment stored, int length) {
    List<String> values = new ArrayList<>();
    for (long element = 0; element < shape.elementCount(); element++) {
      byte[] bytes = stored.asSlice(element * length, length).toArray(ValueLayout.JAVA_BYTE);
      values.add(withoutPadding(new String(bytes, StandardCharsets.UTF_8)));
    }
    return StringArray.of(shape, values);
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /// The file's bytes, as parts that follow one another; numbers are not copied.
  public static List<MemorySegment> encode(HostArray array) {
    MemorySegment data = switch (array) {
      case NDArray numbers -> numbers.segment();
      case StringArray text -> MemorySegment.ofArray(codePoints(text));
    };
    byte[] header = new NpyHeader(descriptor(array), false, array.shape()).encode().getBytes(StandardCharsets.US_ASCII);
    byte[] start = new byte[10 + header.length];
    System.arraycopy(MAGIC, 0, start, 0, MAGIC.length);
    start[6] = 1;
    start[8] = (byte) header.length;
    start[9] = (byte) (header.length >>> 8);
    System.arraycopy(header, 0, start, 10, header.length);
    return List.of(MemorySegment.ofArray(start), data);
  }

  private static String descriptor(HostArray array) {
    String order = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
    return switch (array) {
      case StringArray text -> order + "U" + longest(text);
      case NDArray numbers -> switch (numbers.dtype()) {
        case FLOAT32 -> order + "f4";
        case FLOAT64 -> order + "f8";
        case FLOAT16 -> order + "f2";
        case BFLOAT16 -> order + "V2";
        case INT8 -> "|i1";
        case UINT8 -> "|u1";
        case INT32 -> order + "i4";
        case INT64 -> order + "i8";
        case BOOL -> "|b1";
      };
    };
  }

  /// Code points of the longest text, at least one.
  private static int longest(StringArray text) {
    return text.toList().stream().mapToInt(value -> value.codePointCount(0, value.length())).reduce(1, Math::max);
  }

  private static int[] codePoints(StringArray text) {
    int length = longest(text);
    List<String> values = text.toList();
    int[] result = new int[Math.multiplyExact(values.size(), length)];
    for (int i = 0; i < values.size(); i++) {
      int[] points = values.get(i).codePoints().toArray();
      System.arraycopy(points, 0, result, i * length, points.length);
    }
    return result;
  }
}
