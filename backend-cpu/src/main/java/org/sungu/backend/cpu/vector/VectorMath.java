package org.sungu.backend.cpu.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.sungu.backend.cpu.provider.FloatConstants.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Elementary functions, lane by lane the same steps as those of [org.sungu.backend.cpu.plain.FloatMath], which explains them.
final class VectorMath {
  private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(SQRT_HALF);

  private VectorMath() {}

  private static FloatVector constant(float value) {
    return Vectors.splat(value);
  }

  private static FloatVector shifted(FloatVector x) {
    return x.fma(constant(LOG2_E), constant(ROUNDER));
  }

  private static FloatVector expTail(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
    FloatVector p = constant(EXP_4);
    p = p.fma(r, constant(EXP_3));
    p = p.fma(r, constant(EXP_2));
    p = p.fma(r, constant(EXP_1));
    p = p.fma(r, constant(EXP_0));
    return r.mul(r).fma(p, r);
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector exp(FloatVector x) {
    return expOfNegative(x).blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_OVERFLOW));
  }

  /// The same where x is not large.
  private static FloatVector expOfNegative(FloatVector x) {
    FloatVector shifted = shifted(x);
    FloatVector tail = expTail(x, shifted);
    IntVector n = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    FloatVector result = tail.add(1f).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    return result.blend(0f, x.compare(LT, EXP_UNDERFLOW));
  }

  private static FloatVector expm1InRange(FloatVector x) {
    FloatVector shifted = shifted(x);
    FloatVector tail = expTail(x, shifted);
    FloatVector half = powerOfTwo(shifted.reinterpretAsInts().sub(ROUNDER_BITS + 1));
    return half.fma(tail, half.sub(0.5f)).mul(2f);
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector result = expm1InRange(x).blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_OVERFLOW));
    result = result.blend(-1f, x.compare(LT, -18f));
    return result.blend(x, x.abs().compare(LT, 0x1p-25f));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.mul(0x1p23f, subnormal).reinterpretAsInts().sub(SQRT_HALF_BITS);
    FloatVector exponent = (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convertShape(VectorOperators.I2F, Vectors.FLOATS, 0);
    exponent = exponent.sub(23f, subnormal);
    FloatVector f = bits.and(0x7FFFFF).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
    FloatVector p = constant(LOG_8);
    p = p.fma(f, constant(LOG_7));
    p = p.fma(f, constant(LOG_6));
    p = p.fma(f, constant(LOG_5));
    p = p.fma(f, constant(LOG_4));
    p = p.fma(f, constant(LOG_3));
    p = p.fma(f, constant(LOG_2));
    p = p.fma(f, constant(LOG_1));
    p = p.fma(f, constant(LOG_0));
    FloatVector square = f.mul(f);
    FloatVector tail = square.mul(f).fma(p, exponent.mul(LN2_LOW));
    tail = square.fma(constant(-0.5f), tail);
    FloatVector result = exponent.fma(constant(LN2_HIGH), f.add(tail));
    result = result.blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return constant(Float.NaN).blend(result, x.compare(GE, 0f));
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector rounded = u.sub(1f);
    FloatVector result = log(u).mul(x.div(rounded));
    result = result.blend(x, rounded.compare(EQ, 0f));
    return result.blend(u, u.compare(EQ, Float.POSITIVE_INFINITY));
  }

  /// `e^{2|x|} - 1` with the sign of x: the first half of tanh.
  static FloatVector tanhExponential(FloatVector x) {
    return withSign(expm1InRange(x.abs().min(TANH_SATURATED).mul(2f)), x);
  }

  /// The second half.
  static FloatVector tanhOfExponential(FloatVector exponential) {
    FloatVector t = exponential.abs();
    return withSign(t.div(t.add(2f)), exponential);
  }

  /// `e^{-|x|}` with the sign of x: the first half of the sigmoid function.
  static FloatVector sigmoidExponential(FloatVector x) {
    return withSign(expOfNegative(x.abs().neg()), x);
  }

  /// The second half.
  static FloatVector sigmoidOfExponential(FloatVector exponential) {
    FloatVector e = exponential.abs();
    // Even a zero has a sign.
    return constant(1).blend(e, exponential.reinterpretAsInts().compare(LT, 0).cast(Vectors.FLOATS)).div(e.add(1f));
  }

  /// `ln(1 - erf |x|)` with the sign of x: the first half of erf.
  static FloatVector erfExponent(FloatVector x) {
    FloatVector t = x.abs().min(ERF_SATURATED);
    FloatVector q = constant(ERF_8);
    q = q.fma(t, constant(ERF_7));
    q = q.fma(t, constant(ERF_6));
    q = q.fma(t, constant(ERF_5));
    q = q.fma(t, constant(ERF_4));
    q = q.fma(t, constant(ERF_3));
    q = q.fma(t, constant(ERF_2));
    q = q.fma(t, constant(ERF_1));
    q = q.fma(t, constant(ERF_0));
    return withSign(q.mul(t), x);
  }

  /// The second half.
  static FloatVector erfOfExponent(FloatVector exponent) {
    return withSign(expm1InRange(exponent.abs().neg()), exponent);
  }

  /// `sin(x + quarter · π/2)` where |x| is at most [org.sungu.backend.cpu.provider.FloatConstants#REDUCIBLE].
  static FloatVector sinusoid(FloatVector x, int quarter) {
    FloatVector shifted = x.fma(constant(TWO_OVER_PI), constant(ROUNDER));
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(constant(-HALF_PI_HIGH), x);
    r = n.fma(constant(-HALF_PI_MIDDLE), r);
    r = n.fma(constant(-HALF_PI_LOW), r);
    IntVector quadrant = shifted.reinterpretAsInts().add(quarter);
    FloatVector square = r.mul(r);
    FloatVector s = constant(SINE_2);
    s = s.fma(square, constant(SINE_1));
    s = s.fma(square, constant(SINE_0));
    FloatVector sine = s.fma(square.mul(r), r);
    FloatVector c = constant(COSINE_2);
    c = c.fma(square, constant(COSINE_1));
    c = c.fma(square, constant(COSINE_0));
    FloatVector cosine = c.fma(square.mul(square), square.fma(constant(-0.5f), constant(1)));
    FloatVector result = cosine.blend(sine, quadrant.and(1).compare(EQ, 0).cast(Vectors.FLOATS));
    IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    return result.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  /// Adding 2²³ leaves no room for a fraction.
  static FloatVector round(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector rounded = magnitude.add(0x1p23f).sub(0x1p23f);
    return withSign(magnitude.blend(rounded, magnitude.compare(LT, 0x1p23f)), x);
  }

  static FloatVector floor(FloatVector x) {
    FloatVector nearest = round(x);
    return withSign(nearest.sub(1f, nearest.compare(GT, x)), x);
  }

  static FloatVector ceil(FloatVector x) {
    FloatVector nearest = round(x);
    return withSign(nearest.add(1f, nearest.compare(LT, x)), x);
  }

  static FloatVector sign(FloatVector x) {
    return x.blend(1f, x.compare(GT, 0f)).blend(-1f, x.compare(LT, 0f));
  }

  private static FloatVector withSign(FloatVector magnitude, FloatVector sign) {
    IntVector bits = magnitude.reinterpretAsInts().and(0x7FFFFFFF);
    return bits.or(sign.reinterpretAsInts().and(0x80000000)).reinterpretAsFloats();
  }
}
