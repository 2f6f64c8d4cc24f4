package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.provider.FloatConstants.REDUCIBLE;
import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plain.PlainLoops;
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

/// Pointwise loops on vectors; plain ones for the few functions that go through double precision.
final class VectorLoops implements PointwiseLoops {
  private final PlainLoops plain = new PlainLoops();

  @Override
  public PointwiseLoops forFewElements() {
    return plain;
  }

  @Override
  public PointwiseLoop of(Pointwise op) {
    return switch (op) {
      case UnaryPointwise unary -> of(unary);
      case BinaryPointwise binary -> of(binary);
      case Select _ -> VectorArithmetic::select;
    };
  }

  private PointwiseLoop of(UnaryPointwise op) {
    return switch (op) {
      case Negate _ -> VectorArithmetic::negate;
      case Absolute _ -> VectorArithmetic::absolute;
      case Sqrt _ -> VectorArithmetic::squareRoot;
      case Rsqrt _ -> VectorArithmetic::inverseSquareRoot;
      case Not _ -> VectorArithmetic::not;
      case IsNaN _ -> VectorArithmetic::isNaN;
      case Cast cast when cast.target() == DType.BFLOAT16 -> VectorBfloat16::round;
      case Cast _ -> VectorArithmetic::isNotZero;
      case StopGradient _ -> VectorArithmetic::copy;
      case Sign _ -> VectorFunctions::sign;
      case Exp _ -> VectorFunctions::exp;
      case Log _ -> VectorFunctions::log;
      case Log1p _ -> VectorFunctions::log1p;
      case Expm1 _ -> VectorFunctions::expm1;
      case Tanh _ -> VectorFunctions::tanhExponential;
      case Sigmoid _ -> VectorFunctions::sigmoidExponential;
      case Erf _ -> VectorFunctions::erfExponent;
      case Floor _ -> VectorFunctions::floor;
      case Ceil _ -> VectorFunctions::ceil;
      case Round _ -> VectorFunctions::round;
      case Sine _ -> sinusoid(0, plain.of(op));
      case Cosine _ -> sinusoid(1, plain.of(op));
    };
  }

  private PointwiseLoop of(BinaryPointwise op) {
    return switch (op) {
      case Arithmetic arithmetic -> of(arithmetic);
      case Comparison comparison -> of(comparison);
      case Logical logical -> of(logical);
    };
  }

  private PointwiseLoop of(Arithmetic op) {
    return switch (op) {
      case Add _ -> VectorArithmetic::add;
      case Subtract _ -> VectorArithmetic::subtract;
      case Multiply _ -> VectorArithmetic::multiply;
      case Divide _ -> VectorArithmetic::divide;
      case Maximum _ -> VectorArithmetic::maximum;
      case Minimum _ -> VectorArithmetic::minimum;
      case Power _, Remainder _ -> filling(plain.of(op));
    };
  }

  private static PointwiseLoop of(Comparison op) {
    return switch (op) {
      case Equal _ -> VectorArithmetic::equal;
      case Less _ -> VectorArithmetic::less;
      case LessOrEqual _ -> VectorArithmetic::lessOrEqual;
    };
  }

  private static PointwiseLoop of(Logical op) {
    return switch (op) {
      case And _ -> VectorArithmetic::minimum;
      case Or _ -> VectorArithmetic::maximum;
    };
  }

  /// A plain loop that fills a register where all operands are single values.
  private static PointwiseLoop filling(PointwiseLoop plain) {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      plain.run(a, aLanes, b, bLanes, c, cLanes, d, count);
      if ((aLanes | bLanes) == 0) {
        store(d, Vectors.splat(Memory.getFloat(d)));
      }
    };
  }

  /// Goes to the plain loop for registers that hold an element too large to be reduced in float32.
  private static PointwiseLoop sinusoid(int quarter, PointwiseLoop plain) {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> {
      int bytes = (int) count * 4;
      for (int i = 0; i < bytes; i += WIDTH) {
        FloatVector x = load(a + (i & aLanes));
        if (x.abs().compare(VectorOperators.LE, REDUCIBLE).allTrue()) {
          store(d + i, VectorMath.sinusoid(x, quarter));
        } else {
          plain.run(a + (i & aLanes), -1, b, bLanes, c, cLanes, d + i, Vectors.LANES);
        }
      }
    };
  }

  @Override
  public @Nullable PointwiseLoop rest(Pointwise op) {
    return switch (op) {
      case Erf _ -> VectorFunctions::erfOfExponent;
      case Sigmoid _ -> VectorFunctions::sigmoidOfExponential;
      case Tanh _ -> VectorFunctions::tanhOfExponential;
      default -> null;
    };
  }

  @Override
  public PointwiseLoop copy() {
    return VectorArithmetic::copy;
  }

  @Override
  public PointwiseLoop splat() {
    return (a, aLanes, b, bLanes, c, cLanes, d, count) -> store(d, Vectors.splat(Memory.getFloat(a)));
  }

  @Override
  public PointwiseLoop fromBooleans() {
    return plain.fromBooleans();
  }

  @Override
  public PointwiseLoop toBooleans() {
    return plain.toBooleans();
  }

  @Override
  public PointwiseLoop splatBfloat16() {
    return plain.splatBfloat16();
  }

  @Override
  public PointwiseLoop fromBfloat16() {
    return VectorBfloat16::load16;
  }

  @Override
  public PointwiseLoop toBfloat16() {
    return VectorBfloat16::store16;
  }
}
