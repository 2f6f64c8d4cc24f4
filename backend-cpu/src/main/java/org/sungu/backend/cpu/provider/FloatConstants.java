package org.sungu.backend.cpu.provider;

/// Constants of the elementary functions in float32, which the plain and the vector kernels share. `tools/polynomials/fit.py` makes the
/// polynomials' coefficients; the number behind the name is the power that a coefficient stands for.
public final class FloatConstants {
  /// Adding and subtracting this rounds to the nearest integer, which the low bits of the sum then hold.
  public static final float ROUNDER = 0x1.8p23f;
  public static final float LOG2_E = 1.442695f;
  /// ln 2 in two parts; the first has few enough bits for its products with exponents to be exact.
  public static final float LN2_HIGH = 0x1.62e4p-1f;
  public static final float LN2_LOW = 1.4286068e-6f;
  /// Beyond these e^x overflows, or is less than half the least subnormal.
  public static final float EXP_OVERFLOW = 88.72284f;
  public static final float EXP_UNDERFLOW = -103.97208f;
  public static final float SQRT_HALF = 0.70710677f;
  /// From here on tanh and erf round to 1.
  public static final float TANH_SATURATED = 9.5f;
  public static final float ERF_SATURATED = 4f;
  /// The largest argument of sine and cosine that is reduced in float32; beyond it double precision takes over.
  public static final float REDUCIBLE = 30_000f;
  public static final float TWO_OVER_PI = 0.63661975f;
  /// π/2 in three parts.
  public static final float HALF_PI_HIGH = 1.5707964f;
  public static final float HALF_PI_MIDDLE = -4.371139e-8f;
  public static final float HALF_PI_LOW = -1.7151245e-15f;
  /// The bits of [#ROUNDER].
  public static final int ROUNDER_BITS = 0x4B400000;

  /// `(e^r - 1 - r)/r²` for |r| ≤ ln 2 / 2.
  public static final float EXP_4 = 0.001395172f;
  public static final float EXP_3 = 0.008369599f;
  public static final float EXP_2 = 0.041666187f;
  public static final float EXP_1 = 0.16666512f;
  public static final float EXP_0 = 0.5f;

  /// `(ln(1 + f) - f + f²/2)/f³` for √½ ≤ 1 + f ≤ √2.
  public static final float LOG_8 = 0.0692764f;
  public static final float LOG_7 = -0.11808387f;
  public static final float LOG_6 = 0.118773475f;
  public static final float LOG_5 = -0.12381673f;
  public static final float LOG_4 = 0.14217784f;
  public static final float LOG_3 = -0.16669367f;
  public static final float LOG_2 = 0.2000227f;
  public static final float LOG_1 = -0.24999985f;
  public static final float LOG_0 = 0.3333331f;

  /// `ln(1 - erf(t))/t` for 0 ≤ t ≤ 4.
  public static final float ERF_8 = 9.270923e-6f;
  public static final float ERF_7 = -0.000117777774f;
  public static final float ERF_6 = 0.00063334673f;
  public static final float ERF_5 = -0.0016680105f;
  public static final float ERF_4 = 0.00016144497f;
  public static final float ERF_3 = 0.019152448f;
  public static final float ERF_2 = -0.102777645f;
  public static final float ERF_1 = -0.6366194f;
  public static final float ERF_0 = -1.1283792f;

  /// `(sin r - r)/r³` in r² for |r| ≤ π/4.
  public static final float SINE_2 = -1.9516656e-4f;
  public static final float SINE_1 = 0.008332173f;
  public static final float SINE_0 = -0.16666655f;

  /// `(cos r - 1 + r²/2)/r⁴` in r² for |r| ≤ π/4.
  public static final float COSINE_2 = 2.443773e-5f;
  public static final float COSINE_1 = -0.0013887362f;
  public static final float COSINE_0 = 0.041666646f;

  private FloatConstants() {}
}
