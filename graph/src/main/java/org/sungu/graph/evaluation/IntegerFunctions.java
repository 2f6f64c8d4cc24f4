package org.sungu.graph.evaluation;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.And;
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
import org.sungu.graph.Or;
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

/// Pointwise ops on integer and boolean operands, in longs. The result is meant to be stored with [NDArray#setLong], which keeps
/// the low bits, so that every integer type wraps around; truth is 1, falsehood 0.
public final class IntegerFunctions {
  private IntegerFunctions() {}

  public static LongUnaryOperator of(UnaryPointwise op) {
    return switch (op) {
      case Negate _ -> x -> -x;
      case Absolute _ -> Math::abs;
      case Sign _ -> Long::signum;
      case Not _ -> x -> x == 0 ? 1 : 0;
      case Cast cast when cast.target() == DType.BOOL -> x -> x != 0 ? 1 : 0;
      case Cast _, StopGradient _ -> x -> x;
      case Exp _, Log _, Log1p _, Expm1 _, Sqrt _, Rsqrt _, Tanh _, Sigmoid _, Erf _, Sine _, Cosine _, Floor _, Ceil _, Round _,
          IsNaN _ -> throw new IllegalArgumentException(op.name() + " of integers; expected floating operands");
    };
  }

  public static LongBinaryOperator of(BinaryPointwise op) {
    return switch (op) {
      case Arithmetic arithmetic -> of(arithmetic);
      case Comparison comparison -> of(comparison);
      case Logical logical -> of(logical);
    };
  }

  private static LongBinaryOperator of(Arithmetic op) {
    return switch (op) {
      case Add _ -> Long::sum;
      case Subtract _ -> (a, b) -> a - b;
      case Multiply _ -> (a, b) -> a * b;
      case Divide _ -> (a, b) -> b == 0 ? 0 : a / b;
      case Maximum _ -> Math::max;
      case Minimum _ -> Math::min;
      case Remainder _ -> (a, b) -> b == 0 ? 0 : Math.floorMod(a, b);
      case Power _ -> throw new IllegalArgumentException(op.name() + " of integers; expected floating operands");
    };
  }

  private static LongBinaryOperator of(Comparison op) {
    return switch (op) {
      case Equal _ -> (a, b) -> a == b ? 1 : 0;
      case Less _ -> (a, b) -> a < b ? 1 : 0;
      case LessOrEqual _ -> (a, b) -> a <= b ? 1 : 0;
    };
  }

  private static LongBinaryOperator of(Logical op) {
    return switch (op) {
      case And _ -> (a, b) -> a & b;
      case Or _ -> (a, b) -> a | b;
    };
  }
}
