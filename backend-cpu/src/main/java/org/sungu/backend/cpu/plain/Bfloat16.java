package org.sungu.backend.cpu.plain;

/// Bfloat16, the upper half of a float32, as 16 bits.
public final class Bfloat16 {
  private Bfloat16() {}

  /// The nearest one, ties to even; NaN stays NaN.
  public static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = Float.isNaN(value) ? bits | 0x400000 : bits + 0x7FFF + (bits >>> 16 & 1);
    return (short) (rounded >>> 16);
  }

  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
