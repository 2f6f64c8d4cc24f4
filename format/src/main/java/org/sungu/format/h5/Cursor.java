package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads little-endian fields one after another and never past its end.
final class Cursor {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Source source;
  private final MemorySegment bytes;
  private long position;

  Cursor(Source source, MemorySegment bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  private long advance(long count) {
    if (count < 0 || count > remaining()) {
      throw source.corrupt("a structure ends after " + remaining() + " bytes where " + count + " more belong to it");
    }
    long start = position;
    position += count;
    return start;
  }

  long position() {
    return position;
  }

  long remaining() {
    return bytes.byteSize() - position;
  }

  Cursor skip(long count) {
    advance(count);
    return this;
  }

  /// Skips what is left of the current group of `alignment` bytes, counted from the start.
  Cursor align(int alignment) {
    return skip(Math.min(remaining(), -position & (alignment - 1)));
  }

  int u8() {
    return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xFF;
  }

  int u16() {
    return bytes.get(SHORT, advance(2)) & 0xFFFF;
  }

  long u32() {
    return bytes.get(INT, advance(4)) & 0xFFFF_FFFFL;
  }

  /// An unsigned number of 1 to 8 bytes. Larger ones than a long holds come out negative.
  long unsigned(int width) {
    if (width == 8) {
      return bytes.get(LONG, advance(8));
    }
    long value = 0;
    for (int shift = 0; shift < width * 8; shift += 8) {
      value |= (long) u8() << shift;
    }
    return value;
  }

  /// A size or count, in as many bytes as this file uses for them.
  long length() {
    long value = unsigned(source.lengthWidth());
    if (value < 0) {
      throw source.corrupt("a length of " + Long.toUnsignedString(value));
    }
    return value;
  }

  /// A place in the file, or [Source#UNDEFINED].
  long address() {
    int width = source.addressWidth();
    long value = unsigned(width);
    return width < 8 && value == (1L << (width * 8)) - 1 ? Source.UNDEFINED : value;
  }

  /// A cursor over the same bytes that starts at an offset.
  Cursor from(long offset) {
    return new Cursor(source, bytes).skip(offset);
  }

  MemorySegment take(long count) {
    return bytes.asSlice(advance(count), count);
  }

  Cursor cursor(long count) {
    return new Cursor(source, take(count));
  }

  /// Text of a known length, up to its first zero byte.
  String text(long count) {
    return text(take(count));
  }

  static String text(MemorySegment bytes) {
    byte[] content = bytes.toArray(ValueLayout.JAVA_BYTE);
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return new String(content, 0, end, StandardCharsets.UTF_8);
  }

  /// Text up to a zero byte, which is consumed.
  String zeroTerminatedText() {
    long end = position;
    while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    String text = text(end - position);
    skip(1);
    return text;
  }

  void expect(String signature) {
    String found = new String(take(signature.length()).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    if (!found.equals(signature)) {
      throw source.corrupt("no " + signature + " block where one belongs");
    }
  }
}
