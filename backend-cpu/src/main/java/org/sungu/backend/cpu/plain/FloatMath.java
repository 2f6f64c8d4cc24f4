package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.provider.FloatConstants.*;

/// Elementary functions in float32, to within 4 units in the last place.
///
/// Each is a range reduction and a polynomial, as in Cody and Waite, *Software manual for the elementary functions* (1980); the
/// coefficients are weighted minimax fits. The vector kernels compute the same steps in the same order, so both give the same bits.
public final class FloatMath {

  private FloatMath() {}

  public static float exp(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    float tail = expTail(reduced(x, shifted));
    int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = n >> 1;
    float result = (1 + tail) * powerOfTwo(half) * powerOfTwo(n - half);
    result = x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : result;
    return x < EXP_UNDERFLOW ? 0 : result;
  }

  /// `e^x - 1` where |x| is neither large nor close to the least normal number, whose half is not exact any more.
  private static float expm1InRange(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    float tail = expTail(reduced(x, shifted));
    int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    // 2^128 is no float32, half of it is.
    float half = powerOfTwo(n - 1);
    return 2 * Math.fma(half, tail, half - 0.5f);
  }

  public static float expm1(float x) {
    float result = x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : expm1InRange(x);
    result = x < -18 ? -1 : result;
    return Math.abs(x) < 0x1p-25f ? x : result;
  }

  private static float reduced(float x, float shifted) {
    float n = shifted - ROUNDER;
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  /// `e^r - 1` for |r| ≤ ln 2 / 2.
  private static float expTail(float r) {
    float p = EXP_4;
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    return Math.fma(r * r, p, r);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(scaled) - Float.floatToRawIntBits(SQRT_HALF);
    float exponent = (float) (bits >> 23) - (subnormal ? 23 : 0);
    float f = Float.intBitsToFloat((bits & 0x7FFFFF) + Float.floatToRawIntBits(SQRT_HALF)) - 1;
    float p = LOG_8;
    p = Math.fma(p, f, LOG_7);
    p = Math.fma(p, f, LOG_6);
    p = Math.fma(p, f, LOG_5);
    p = Math.fma(p, f, LOG_4);
    p = Math.fma(p, f, LOG_3);
    p = Math.fma(p, f, LOG_2);
    p = Math.fma(p, f, LOG_1);
    p = Math.fma(p, f, LOG_0);
    float square = f * f;
    float tail = Math.fma(square * f, p, exponent * LN2_LOW);
    tail = Math.fma(square, -0.5f, tail);
    float result = Math.fma(exponent, LN2_HIGH, f + tail);
    result = x == Float.POSITIVE_INFINITY ? x : result;
    result = x == 0 ? Float.NEGATIVE_INFINITY : result;
    // The comparison is false for NaN, which must stay NaN.
    return x >= 0 ? result : Float.NaN;
  }

  /// `ln u · x / (u - 1)` with u = 1 + x rounded, which makes up for the rounding (Kahan).
  public static float log1p(float x) {
    float u = 1 + x;
    float rounded = u - 1;
    float result = log(u) * (x / rounded);
    result = rounded == 0 ? x : result;
    return u == Float.POSITIVE_INFINITY ? u : result;
  }

  public static float tanh(float x) {
    float t = expm1InRange(2 * Math.min(Math.abs(x), TANH_SATURATED));
    return Math.copySign(t / (t + 2), x);
  }

  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  public static float erf(float x) {
    float t = Math.min(Math.abs(x), ERF_SATURATED);
    float q = ERF_8;
    q = Math.fma(q, t, ERF_7);
    q = Math.fma(q, t, ERF_6);
    q = Math.fma(q, t, ERF_5);
    q = Math.fma(q, t, ERF_4);
    q = Math.fma(q, t, ERF_3);
    q = Math.fma(q, t, ERF_2);
    q = Math.fma(q, t, ERF_1);
    q = Math.fma(q, t, ERF_0);
    return Math.copySign(expm1InRange(q * t), x);
  }

  public static float sin(float x) {
    return Math.abs(x) <= REDUCIBLE ? sinusoid(x, 0) : (float) Math.sin(x);
  }

  public static float cos(float x) {
    return Math.abs(x) <= REDUCIBLE ? sinusoid(x, 1) : (float) Math.cos(x);
  }

  /// `sin(x + quarter · π/2)`.
  private static float sinusoid(float x, int quarter) {
    float shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -HALF_PI_HIGH, x);
    r = Math.fma(n, -HALF_PI_MIDDLE, r);
    r = Math.fma(n, -HALF_PI_LOW, r);
    int quadrant = Float.floatToRawIntBits(shifted) + quarter;
    float square = r * r;
    float s = SINE_2;
    s = Math.fma(s, square, SINE_1);
    s = Math.fma(s, square, SINE_0);
    float sine = Math.fma(s, square * r, r);
    float c = COSINE_2;
    c = Math.fma(c, square, COSINE_1);
    c = Math.fma(c, square, COSINE_0);
    float cosine = Math.fma(c, square * square, Math.fma(square, -0.5f, 1));
    float result = (quadrant & 1) == 0 ? sine : cosine;
    return (quadrant & 2) == 0 ? result : -result;
  }

  /// Rounded from double precision. IEEE 754 says 1 where Java's `pow` says NaN: at base 1, and at base -1 with an infinite exponent.
  public static float power(float base, float exponent) {
    boolean one = base == 1 || (base == -1 && Float.isInfinite(exponent));
    return one ? 1 : (float) Math.pow(base, exponent);
  }

  /// `a - b·⌊a/b⌋`.
  public static float remainder(float a, float b) {
    float truncated = a % b;
    if (truncated == 0) {
      return Math.copySign(0, b);
    }
    return truncated < 0 == b < 0 ? truncated : truncated + b;
  }
}
