package org.sungu.format.h5;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Little-endian fields, one after another.
final class ByteSink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  int size() {
    return out.size();
  }

  ByteSink u8(int value) {
    out.write(value);
    return this;
  }

  ByteSink u16(int value) {
    return u8(value).u8(value >>> 8);
  }

  ByteSink u32(long value) {
    return u16((int) value).u16((int) (value >>> 16));
  }

  ByteSink u64(long value) {
    return u32(value).u32(value >>> 32);
  }

  ByteSink bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  ByteSink ascii(String value) {
    return bytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  ByteSink zeros(int count) {
    return bytes(new byte[count]);
  }

  /// Zeros up to the next multiple of eight.
  ByteSink pad() {
    return zeros(-size() & 7);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
