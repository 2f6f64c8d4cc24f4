package org.sungu.nn.layer.preprocessing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The keyed 64-bit hash that TensorFlow's `to_hash_bucket_strong` computes: SipHash-2-4.
/// Source: [Aumasson & Bernstein, 2012](https://eprint.iacr.org/2012/351).
final class SipHash {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  static long of(byte[] bytes, long key0, long key1) {
    SipHash hash = new SipHash(key0, key1);
    int whole = bytes.length / 8 * 8;
    for (int at = 0; at < whole; at += 8) {
      hash.absorb((long) LONG.get(bytes, at));
    }
    long tail = (long) bytes.length << 56;
    for (int i = whole; i < bytes.length; i++) {
      tail |= (bytes[i] & 0xFFL) << (8 * (i - whole));
    }
    hash.absorb(tail);
    hash.v2 ^= 0xFF;
    hash.rounds(4);
    return hash.v0 ^ hash.v1 ^ hash.v2 ^ hash.v3;
  }

  private void absorb(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
