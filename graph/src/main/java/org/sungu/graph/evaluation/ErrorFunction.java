package org.sungu.graph.evaluation;

/// `erf(x) = 2/√π ∫₀ˣ e^(-t²) dt` in double precision, to within a few units in the last place.
///
/// Below 1.5 the series `2/√π · x e^(-x²) Σ (2x²)ⁿ / (1·3·…·(2n+1))`, whose terms all have one sign so that nothing cancels; above, the
/// continued fraction of the complement, `e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))` (DLMF 7.6.2 and 7.9.1).
final class ErrorFunction {
  private static final double SQRT_PI = Math.sqrt(Math.PI);
  /// From here on the result rounds to 1.
  private static final double SATURATED = 6;

  private ErrorFunction() {}

  static double of(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < 1.5) {
      return series(x);
    }
    double result = magnitude < SATURATED ? 1 - complement(magnitude) : magnitude >= SATURATED ? 1 : Double.NaN;
    return Math.copySign(result, x);
  }

  private static double series(double x) {
    double square = x * x;
    double term = 1;
    double sum = 1;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return 2 / SQRT_PI * x * StrictMath.exp(-square) * sum;
  }

  private static double complement(double x) {
    double fraction = x;
    for (int n = 100; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / (SQRT_PI * fraction);
  }
}
