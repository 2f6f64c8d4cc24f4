package org.sungu.nn.layer.preprocessing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 64-bit fingerprint of bytes that TensorFlow's `to_hash_bucket_fast` computes: FarmHash's `Fingerprint64`, which is fixed for good.
/// Source: [google/farmhash](https://github.com/google/farmhash).
final class FarmHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int length;
  // What text of more than 64 bytes has been mixed to so far.
  private long x;
  private long y;
  private long z;
  private long v0;
  private long v1;
  private long w0;
  private long w1;

  private FarmHash(byte[] bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  static long of(byte[] bytes) {
    FarmHash hash = new FarmHash(bytes);
    if (bytes.length <= 16) {
      return hash.upTo16();
    }
    if (bytes.length <= 32) {
      return hash.upTo32();
    }
    return bytes.length <= 64 ? hash.upTo64() : hash.longer();
  }

  private long upTo16() {
    long factor = K2 + length * 2L;
    if (length >= 8) {
      long a = longAt(0) + K2;
      long b = longAt(length - 8);
      return mix(Long.rotateRight(b, 37) * factor + a, (Long.rotateRight(a, 25) + b) * factor, factor);
    }
    if (length >= 4) {
      return mix(length + (intAt(0) << 3), intAt(length - 4), factor);
    }
    if (length > 0) {
      long head = (bytes[0] & 0xFFL) + ((bytes[length >> 1] & 0xFFL) << 8);
      long tail = length + ((bytes[length - 1] & 0xFFL) << 2);
      return folded(head * K2 ^ tail * K0) * K2;
    }
    return K2;
  }

  private long upTo32() {
    long factor = K2 + length * 2L;
    long a = longAt(0) * K1;
    long b = longAt(8);
    return mixAll(a, b, longAt(length - 8) * factor, longAt(length - 16) * K2, factor);
  }

  private long upTo64() {
    long factor = K2 + length * 2L;
    long a = longAt(0) * K2;
    long b = longAt(8);
    long c = longAt(length - 8) * factor;
    long d = longAt(length - 16) * K2;
    long first = Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d;
    long second = mixAll(a, b, c, d, factor);
    long e = longAt(16) * factor;
    long f = longAt(24);
    long g = (first + longAt(length - 32)) * factor;
    long h = (second + longAt(length - 24)) * factor;
    return mix(Long.rotateRight(e + f, 43) + Long.rotateRight(g, 30) + h, e + Long.rotateRight(f + a, 18) + g, factor);
  }

  private static long mixAll(long a, long b, long c, long d, long factor) {
    return mix(Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d, a + Long.rotateRight(b + K2, 18) + c, factor);
  }

  private long longer() {
    long seed = 81;
    x = seed * K2 + longAt(0);
    y = seed * K1 + 113;
    z = folded(y * K2 + 113) * K2;
    int whole = (length - 1) / 64 * 64;
    for (int at = 0; at < whole; at += 64) {
      round(at, K1, 1);
    }
    // The last 64 bytes, some of which were mixed in already.
    w0 += (length - 1) & 63;
    v0 += w0;
    w0 += v0;
    long factor = K1 + ((z & 0xFF) << 1);
    round(length - 64, factor, 9);
    return mix(mix(v0, w0, factor) + folded(y) * K0 + z, mix(v1, w1, factor) + x, factor);
  }

  private void round(int at, long factor, long weight) {
    x = Long.rotateRight(x + y + v0 + longAt(at + 8), 37) * factor;
    y = Long.rotateRight(y + v1 + longAt(at + 48), 42) * factor;
    x ^= w1 * weight;
    y += v0 * weight + longAt(at + 40);
    z = Long.rotateRight(z + w0, 33) * factor;
    long v = v1 * factor + longAt(at);
    v1 = second(v, at, x + w0);
    v0 = v + longAt(at + 8) + longAt(at + 16) + longAt(at + 24);
    long w = z + w1 + longAt(at + 32);
    w1 = second(w, at + 32, y + longAt(at + 16));
    w0 = w + longAt(at + 40) + longAt(at + 48) + longAt(at + 56);
    long swapped = z;
    z = x;
    x = swapped;
  }

  /// The second half of the hash of 32 bytes, of which the first eight are in `a` already.
  private long second(long a, int at, long seed) {
    long sum = a + longAt(at + 8) + longAt(at + 16);
    return Long.rotateRight(seed + a + longAt(at + 24), 21) + Long.rotateRight(sum, 44) + a;
  }

  private static long mix(long a, long b, long factor) {
    long low = folded((a ^ b) * factor);
    return folded((b ^ low) * factor) * factor;
  }

  private static long folded(long value) {
    return value ^ (value >>> 47);
  }

  private long longAt(int index) {
    return (long) LONG.get(bytes, index);
  }

  private long intAt(int index) {
    return (int) INT.get(bytes, index) & 0xFFFFFFFFL;
  }
}
