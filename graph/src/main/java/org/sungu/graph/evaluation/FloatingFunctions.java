package org.sungu.graph.evaluation;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.Arithmetic;
import org.sungu.graph.BinaryPointwise;
import org.sungu.graph.Cast;
import org.sungu.graph.Ceil;
import org.sungu.graph.Comparison;
import org.sungu.graph.Cosine;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Floor;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.Logical;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Not;
import org.sungu.graph.Power;
import org.sungu.graph.Remainder;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tanh;
import org.sungu.graph.UnaryPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Pointwise ops on floating operands, in double precision. The result is meant to be stored with [NDArray#setDouble], which
/// rounds it to the element type; truth is 1, falsehood 0.
///
/// For the basic operations of float32 the two roundings give what one would: 53 bits are more than 2·24 + 2 (Figueroa, 1995).
/// Transcendental functions are those of [StrictMath], the same on every machine.
public final class FloatingFunctions {
  private FloatingFunctions() {}

  public static DoubleUnaryOperator of(UnaryPointwise op) {
    return switch (op) {
      case Negate _ -> x -> -x;
      case Absolute _ -> Math::abs;
      case Sign _ -> Math::signum;
      case Exp _ -> StrictMath::exp;
      case Log _ -> StrictMath::log;
      case Log1p _ -> StrictMath::log1p;
      case Expm1 _ -> StrictMath::expm1;
      case Sqrt _ -> Math::sqrt;
      case Rsqrt _ -> x -> 1 / Math.sqrt(x);
      case Tanh _ -> StrictMath::tanh;
      case Sigmoid _ -> FloatingFunctions::sigmoid;
      case Erf _ -> ErrorFunction::of;
      case Sine _ -> StrictMath::sin;
      case Cosine _ -> StrictMath::cos;
      case Floor _ -> Math::floor;
      case Ceil _ -> Math::ceil;
      case Round _ -> Math::rint;
      case IsNaN _ -> x -> Double.isNaN(x) ? 1 : 0;
      case Cast cast when cast.target() == DType.BOOL -> x -> x != 0 ? 1 : 0;
      case Cast _, StopGradient _ -> x -> x;
      case Not _ -> throw new IllegalArgumentException(op.name() + " of floating operands; expected booleans");
    };
  }

  public static DoubleBinaryOperator of(BinaryPointwise op) {
    return switch (op) {
      case Arithmetic arithmetic -> of(arithmetic);
      case Comparison comparison -> of(comparison);
      case Logical _ -> throw new IllegalArgumentException(op.name() + " of floating operands; expected booleans");
    };
  }

  private static DoubleBinaryOperator of(Arithmetic op) {
    return switch (op) {
      case Add _ -> Double::sum;
      case Subtract _ -> (a, b) -> a - b;
      case Multiply _ -> (a, b) -> a * b;
      case Divide _ -> (a, b) -> a / b;
      case Power _ -> FloatingFunctions::power;
      case Maximum _ -> Math::max;
      case Minimum _ -> Math::min;
      case Remainder _ -> FloatingFunctions::remainder;
    };
  }

  private static DoubleBinaryOperator of(Comparison op) {
    return switch (op) {
      case Equal _ -> (a, b) -> a == b ? 1 : 0;
      case Less _ -> (a, b) -> a < b ? 1 : 0;
      case LessOrEqual _ -> (a, b) -> a <= b ? 1 : 0;
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double exponential = StrictMath.exp(x);
    return exponential / (1 + exponential);
  }

  /// Java's `pow` says NaN where IEEE 754 says 1: at base 1, and at base -1 with an infinite exponent.
  private static double power(double base, double exponent) {
    if (exponent == 2) {
      return base * base;
    }
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : StrictMath.pow(base, exponent);
  }

  private static double remainder(double a, double b) {
    double truncated = a % b;
    if (truncated == 0) {
      return Math.copySign(0, b);
    }
    return truncated < 0 == b < 0 ? truncated : truncated + b;
  }
}
