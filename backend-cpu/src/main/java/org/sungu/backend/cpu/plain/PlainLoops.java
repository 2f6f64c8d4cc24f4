package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getByte;
import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.getShort;
import static org.sungu.backend.cpu.memory.Memory.putByte;
import static org.sungu.backend.cpu.memory.Memory.putFloat;
import static org.sungu.backend.cpu.memory.Memory.putShort;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.PointwiseLoop;
import org.sungu.backend.cpu.provider.PointwiseLoops;
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
import org.sungu.graph.Pointwise;
import org.sungu.graph.Power;
import org.sungu.graph.Remainder;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tanh;
import org.sungu.graph.UnaryPointwise;
import org.sungu.tensor.DType;

/// Pointwise loops in plain Java.
public final class PlainLoops implements PointwiseLoops {
  @FunctionalInterface
  private interface FloatFunction {
    float of(float x);
  }

  @FunctionalInterface
  private interface FloatBinaryFunction {
    float of(float x, float y);
  }

  @Override
  public PointwiseLoop of(Pointwise op) {
    return switch (op) {
      case UnaryPointwise unary -> of(unary);
      case BinaryPointwise binary -> of(binary);
      case Select _ -> PlainArithmetic::select;
    };
  }

  private static PointwiseLoop of(UnaryPointwise op) {
    return switch (op) {
      case Negate _ -> PlainArithmetic::negate;
      case Absolute _ -> PlainArithmetic::absolute;
      case Sqrt _ -> PlainArithmetic::squareRoot;
      case StopGradient _ -> PlainArithmetic::copy;
      case Sign _ -> unary(Math::signum);
      case Exp _ -> unary(FloatMath::exp);
      case Log _ -> unary(FloatMath::log);
      case Log1p _ -> unary(FloatMath::log1p);
      case Expm1 _ -> unary(FloatMath::expm1);
      case Rsqrt _ -> unary(x -> 1 / (float) Math.sqrt(x));
      case Tanh _ -> unary(FloatMath::tanh);
      case Sigmoid _ -> unary(FloatMath::sigmoid);
      case Erf _ -> unary(FloatMath::erf);
      case Sine _ -> unary(FloatMath::sin);
      case Cosine _ -> unary(FloatMath::cos);
      case Floor _ -> unary(x -> (float) Math.floor(x));
      case Ceil _ -> unary(x -> (float) Math.ceil(x));
      case Round _ -> unary(x -> (float) Math.rint(x));
      case Not _ -> unary(x -> 1 - x);
      case IsNaN _ -> unary(x -> Float.isNaN(x) ? 1 : 0);
      case Cast cast when cast.target() == DType.BFLOAT16 -> unary(x -> Bfloat16.toFloat(Bfloat16.of(x)));
      case Cast _ -> unary(x -> x != 0 ? 1 : 0);
    };
  }

  private static PointwiseLoop of(BinaryPointwise op) {
    return switch (op) {
      case Arithmetic arithmetic -> of(arithmetic);
      case Comparison comparison -> of(comparison);
      case Logical logical -> of(logical);
    };
  }

  private static PointwiseLoop of(Arithmetic op) {
    return switch (op) {
      case Add _ -> PlainArithmetic::add;
      case Subtract _ -> PlainArithmetic::subtract;
      case Multiply _ -> PlainArithmetic::multiply;
      case Divide _ -> PlainArithmetic::divide;
      case Maximum _ -> PlainArithmetic::maximum;
      case Minimum _ -> PlainArithmetic::minimum;
      case Power _ -> binary(FloatMath::power);
      case Remainder _ -> binary(FloatMath::remainder);
    };
  }

  private static PointwiseLoop of(Comparison op) {
    return switch (op) {
      case Equal _ -> PlainArithmetic::equal;
      case Less _ -> PlainArithmetic::less;
      case LessOrEqual _ -> PlainArithmetic::lessOrEqual;
    };
  }

  private static PointwiseLoop of(Logical op) {
    return switch (op) {
      case And _ -> PlainArithmetic::minimum;
      case Or _ -> PlainArithmetic::maximum;
    };
  }

  /// A loop for any function. Elements of an operand that is one value are computed once.
  private static PointwiseLoop unary(FloatFunction function) {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count * 4; i += 4) {
        putFloat(d + i, function.of(getFloat(a + (i & aLanes))));
      }
    };
  }

  private static PointwiseLoop binary(FloatBinaryFunction function) {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count * 4; i += 4) {
        putFloat(d + i, function.of(getFloat(a + (i & aLanes)), getFloat(b + (i & bLanes))));
      }
    };
  }

  @Override
  public PointwiseLoop copy() {
    return PlainArithmetic::copy;
  }

  @Override
  public PointwiseLoop splat() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      float value = getFloat(a);
      for (long i = 0; i < Memory.ALIGNMENT; i += 4) {
        putFloat(d + i, value);
      }
    };
  }

  @Override
  public PointwiseLoop fromBooleans() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count; i++) {
        putFloat(d + 4 * i, getByte(a + i));
      }
    };
  }

  @Override
  public PointwiseLoop toBooleans() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count; i++) {
        putByte(d + i, (byte) getFloat(a + (4 * i & aLanes)));
      }
    };
  }

  @Override
  public PointwiseLoop splatBfloat16() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      float value = Bfloat16.toFloat(getShort(a));
      for (long i = 0; i < Memory.ALIGNMENT; i += 4) {
        putFloat(d + i, value);
      }
    };
  }

  @Override
  public PointwiseLoop fromBfloat16() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count; i++) {
        putFloat(d + 4 * i, Bfloat16.toFloat(getShort(a + 2 * i)));
      }
    };
  }

  @Override
  public PointwiseLoop toBfloat16() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      for (long i = 0; i < count; i++) {
        putShort(d + 2 * i, Bfloat16.of(getFloat(a + (4 * i & aLanes))));
      }
    };
  }
}
