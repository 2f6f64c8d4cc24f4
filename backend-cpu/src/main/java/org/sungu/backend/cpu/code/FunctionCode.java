package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.provider.FloatConstants.*;

/// Elementary functions, the same steps as those of [org.sungu.backend.cpu.plain.FloatMath], which explains them. The operand's register stays as it is.
final class FunctionCode {
  private final VectorCode code;

  FunctionCode(VectorCode code) {
    this.code = code;
  }

  private static Operand constant(float value) {
    return Operand.Constant.of(value);
  }

  private static Operand bits(int value) {
    return Operand.Constant.of(value);
  }

  private static Operand register(int number) {
    return new Operand.Vector(number);
  }

  private static final Operand ONE = constant(1);
  private static final Operand MAGNITUDE = bits(0x7FFFFFFF);
  private static final Operand SIGN = bits(0x80000000);

  /// `to = ((c0 · x + c1) · x + c2) …`.
  private void polynomial(int to, int x, float... coefficients) {
    code.load(to, constant(coefficients[0]));
    for (int i = 1; i < coefficients.length; i++) {
      code.multiplyAdd(to, x, constant(coefficients[i]));
    }
  }

  /// Leaves `e^r - 1` in `tail` and the rounded multiple of ln 2, shifted and as it is, in `shifted` and `n`.
  private void expTail(int tail, int shifted, int n, int x) {
    int r = code.take();
    int square = code.take();
    code.load(shifted, constant(LOG2_E));
    code.multiplyAdd(shifted, x, constant(ROUNDER));
    code.subtract(n, shifted, constant(ROUNDER));
    code.move(r, x);
    code.addProduct(r, n, constant(-LN2_HIGH));
    code.addProduct(r, n, constant(-LN2_LOW));
    polynomial(tail, r, EXP_4, EXP_3, EXP_2, EXP_1, EXP_0);
    code.multiply(square, r, register(r));
    code.multiplyAdd(tail, square, register(r));
    code.free(r, square);
  }

  private void powerOfTwo(int to, int exponent) {
    code.addInt(to, exponent, bits(127));
    code.shiftLeft(to, to, 23);
  }

  /// The nearest bfloat16 in the upper half of each lane, ties to even; the lower half holds anything.
  void roundToBfloat16(int to, int x) {
    int nearest = code.take();
    code.shiftRightUnsigned(nearest, x, 16);
    code.and(nearest, nearest, bits(1));
    code.addInt(nearest, nearest, register(x));
    code.addInt(nearest, nearest, bits(0x7FFF));
    // The sum of a NaN's bits may run over.
    int quiet = code.take();
    code.or(quiet, x, bits(0x400000));
    code.replaceIf(nearest, register(quiet), x, VectorCode.UNORDERED, register(x));
    code.move(to, nearest);
    code.free(nearest, quiet);
  }

  /// The nearest float32 that is a bfloat16, too.
  void throughBfloat16(int to, int x) {
    roundToBfloat16(to, x);
    code.and(to, to, bits(0xFFFF0000));
  }

  void exp(int to, int x) {
    int tail = code.take();
    int n = code.take();
    int half = code.take();
    expTail(tail, n, half, x);
    code.add(tail, tail, ONE);
    if (code.isWide()) {
      // Rounds once and overflows to infinity, as the two products below do.
      code.scale(tail, tail, half);
    } else {
      code.subtractInt(n, n, bits(ROUNDER_BITS));
      code.shiftRight(half, n, 1);
      code.subtractInt(n, n, register(half));
      powerOfTwo(half, half);
      powerOfTwo(n, n);
      code.multiply(tail, tail, register(half));
      code.multiply(tail, tail, register(n));
      code.replaceIf(tail, constant(Float.POSITIVE_INFINITY), x, VectorCode.GREATER, constant(EXP_OVERFLOW));
    }
    code.replaceIf(tail, constant(0), x, VectorCode.LESS, constant(EXP_UNDERFLOW));
    code.move(to, tail);
    code.free(tail, n, half);
  }

  /// `e^x - 1` where |x| is neither large nor close to the least normal number.
  private void expm1InRange(int to, int x) {
    int tail = code.take();
    int half = code.take();
    int less = code.take();
    expTail(tail, half, less, x);
    code.subtractInt(half, half, bits(ROUNDER_BITS + 1));
    powerOfTwo(half, half);
    code.subtract(less, half, constant(0.5f));
    code.multiplyAdd(tail, half, register(less));
    code.multiply(to, tail, constant(2));
    code.free(tail, half, less);
  }

  void expm1(int to, int x) {
    int tail = code.take();
    expm1InRange(tail, x);
    int magnitude = code.take();
    code.replaceIf(tail, constant(Float.POSITIVE_INFINITY), x, VectorCode.GREATER, constant(EXP_OVERFLOW));
    code.replaceIf(tail, constant(-1), x, VectorCode.LESS, constant(-18));
    code.and(magnitude, x, MAGNITUDE);
    code.replaceIf(tail, register(x), magnitude, VectorCode.LESS, constant(0x1p-25f));
    code.move(to, tail);
    code.free(tail, magnitude);
  }

  void log(int to, int x) {
    int scaled = code.take();
    int bits = code.take();
    int exponent = code.take();
    int p = code.take();
    int less = code.take();
    code.multiply(bits, x, constant(0x1p23f));
    code.move(scaled, x);
    code.replaceIf(scaled, register(bits), x, VectorCode.LESS, constant(Float.MIN_NORMAL));
    code.subtractInt(bits, scaled, bits(Float.floatToRawIntBits(SQRT_HALF)));
    code.shiftRight(exponent, bits, 23);
    code.intToFloat(exponent, exponent);
    code.subtract(less, exponent, constant(23));
    code.replaceIf(exponent, register(less), x, VectorCode.LESS, constant(Float.MIN_NORMAL));
    code.and(bits, bits, bits(0x7FFFFF));
    code.addInt(bits, bits, bits(Float.floatToRawIntBits(SQRT_HALF)));
    int f = scaled;
    code.subtract(f, bits, ONE);
    polynomial(p, f, LOG_8, LOG_7, LOG_6, LOG_5, LOG_4, LOG_3, LOG_2, LOG_1, LOG_0);
    int square = bits;
    code.multiply(square, f, register(f));
    // p = square · f · p + exponent · LN2_LOW, then - square/2.
    code.multiply(less, exponent, constant(LN2_LOW));
    int cube = code.take();
    code.multiply(cube, square, register(f));
    code.multiplyAdd(p, cube, register(less));
    code.addProduct(p, square, constant(-0.5f));
    code.add(p, f, register(p));
    code.addProduct(p, exponent, constant(LN2_HIGH));
    code.replaceIf(p, constant(Float.POSITIVE_INFINITY), x, VectorCode.EQUAL, constant(Float.POSITIVE_INFINITY));
    code.replaceIf(p, constant(Float.NEGATIVE_INFINITY), x, VectorCode.EQUAL, constant(0));
    code.load(cube, constant(Float.NaN));
    code.replaceIf(cube, register(p), x, VectorCode.GREATER_OR_EQUAL, constant(0));
    code.move(to, cube);
    code.free(scaled, bits, exponent, p, less, cube);
  }

  void log1p(int to, int x) {
    int u = code.take();
    int rounded = code.take();
    int result = code.take();
    code.add(u, x, ONE);
    code.subtract(rounded, u, ONE);
    log(result, u);
    int quotient = code.take();
    code.divide(quotient, x, register(rounded));
    code.multiply(result, result, register(quotient));
    code.replaceIf(result, register(x), rounded, VectorCode.EQUAL, constant(0));
    code.replaceIf(result, register(u), u, VectorCode.EQUAL, constant(Float.POSITIVE_INFINITY));
    code.move(to, result);
    code.free(u, rounded, result, quotient);
  }

  void tanh(int to, int x) {
    int magnitude = code.take();
    int t = code.take();
    int divisor = code.take();
    code.and(magnitude, x, MAGNITUDE);
    code.load(divisor, constant(TANH_SATURATED));
    // The second operand where it is NaN.
    code.rawMinimum(divisor, divisor, register(magnitude));
    code.add(divisor, divisor, register(divisor));
    expm1InRange(t, divisor);
    code.add(divisor, t, constant(2));
    code.divide(t, t, register(divisor));
    copySign(to, t, x);
    code.free(magnitude, t, divisor);
  }

  /// Destroys the magnitude.
  private void copySign(int to, int magnitude, int sign) {
    int s = code.take();
    code.and(s, sign, SIGN);
    code.and(magnitude, magnitude, MAGNITUDE);
    code.or(to, magnitude, register(s));
    code.free(s);
  }

  void sigmoid(int to, int x) {
    int e = code.take();
    int numerator = code.take();
    code.or(e, x, SIGN);
    exp(e, e);
    code.load(numerator, ONE);
    code.replaceIf(numerator, register(e), x, VectorCode.LESS, constant(0));
    code.add(e, e, ONE);
    code.divide(to, numerator, register(e));
    code.free(e, numerator);
  }

  void erf(int to, int x) {
    int t = code.take();
    int exponent = code.take();
    code.and(exponent, x, MAGNITUDE);
    code.load(t, constant(ERF_SATURATED));
    // The second operand where it is NaN.
    code.rawMinimum(t, t, register(exponent));
    polynomial(exponent, t, ERF_8, ERF_7, ERF_6, ERF_5, ERF_4, ERF_3, ERF_2, ERF_1, ERF_0);
    code.multiply(exponent, exponent, register(t));
    expm1InRange(t, exponent);
    copySign(to, t, x);
    code.free(t, exponent);
  }

  /// As Java's: NaN where either is, and +0 above -0.
  void maximum(int to, int a, int b) {
    int result = code.take();
    int both = code.take();
    code.and(both, a, register(b));
    code.rawMaximum(result, a, register(b));
    code.replaceIf(result, register(both), a, VectorCode.EQUAL, register(b));
    code.replaceIf(result, register(a), a, VectorCode.UNORDERED, register(a));
    code.move(to, result);
    code.free(result, both);
  }

  void minimum(int to, int a, int b) {
    int result = code.take();
    int either = code.take();
    code.or(either, a, register(b));
    code.rawMinimum(result, a, register(b));
    code.replaceIf(result, register(either), a, VectorCode.EQUAL, register(b));
    code.replaceIf(result, register(a), a, VectorCode.UNORDERED, register(a));
    code.move(to, result);
    code.free(result, either);
  }

  /// The larger of x and +0.
  void rectify(int to, int x) {
    int result = code.take();
    code.zero(result);
    code.rawMaximum(result, result, register(x));
    // Turns -0 into +0 and leaves everything else.
    code.add(to, result, constant(0));
    code.free(result);
  }

  void absolute(int to, int x) {
    code.and(to, x, MAGNITUDE);
  }

  void negate(int to, int x) {
    code.xor(to, x, SIGN);
  }

  void sign(int to, int x) {
    int result = code.take();
    code.move(result, x);
    code.replaceIf(result, ONE, x, VectorCode.GREATER, constant(0));
    code.replaceIf(result, constant(-1), x, VectorCode.LESS, constant(0));
    code.move(to, result);
    code.free(result);
  }

  void inverseSquareRoot(int to, int x) {
    int root = code.take();
    int one = code.take();
    code.squareRoot(root, register(x));
    code.load(one, ONE);
    code.divide(to, one, register(root));
    code.free(root, one);
  }

  void not(int to, int x) {
    int one = code.take();
    code.load(one, ONE);
    code.subtract(to, one, register(x));
    code.free(one);
  }
}
