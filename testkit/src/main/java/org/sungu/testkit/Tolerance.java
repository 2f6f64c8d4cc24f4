package org.sungu.testkit;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Absolute;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Arithmetic;
import org.sungu.graph.Cast;
import org.sungu.graph.Ceil;
import org.sungu.graph.Comparison;
import org.sungu.graph.Contraction;
import org.sungu.graph.Cosine;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.CustomOp;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Floor;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Gather;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Log1p;
import org.sungu.graph.Log;
import org.sungu.graph.Logical;
import org.sungu.graph.Movement;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.Not;
import org.sungu.graph.Op;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Power;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Scan;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Source;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tanh;
import org.sungu.graph.UnaryPointwise;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// How far a number may be from the expected one: `|actual - expected| ≤ ulps · ε · max(|expected|, scale)`, and anything below the
/// smallest normal number may be 0.
///
/// ε is the distance from 1 to the next number of the element type. NaN must be NaN, an infinity the same infinity; zeros of both signs
/// are equal. The scale is given with sums, where the terms may cancel: it is the sum of their magnitudes.
///
/// @param ulps 0 where the number has to be exact
public record Tolerance(double ulps) {
  public static final Tolerance EXACT = new Tolerance(0);

  /// Transcendental functions: polynomials in the element type, as peers use them, are off by up to 4 units in the last place.
  private static final Tolerance TRANSCENDENTAL = new Tolerance(4);

  /// What a backend has to keep for an op whose result has the given type and is a sum of the given number of terms.
  public static Tolerance of(Op op, DType dtype, long terms) {
    if (!dtype.isFloating()) {
      return EXACT;
    }
    return switch (op) {
      case Source _, Movement _, Gather _, ReduceMax _, PickMaximum _, ArgMax _, Select _, Comparison _, Logical _, CustomOp _ -> EXACT;
      case UnaryPointwise unary -> of(unary);
      case Power _ -> TRANSCENDENTAL;
      case Arithmetic _ -> EXACT;
      case ReduceSum _, CumulativeSum _, Contraction _, ScatterAdd _, WindowSum _, WindowSpread _, PlaceAtMaximum _ -> sum(terms);
      case FusedPointwise fused -> of(fused, dtype);
      case Scan scan -> of(scan, dtype, terms);
    };
  }

  private static Tolerance of(UnaryPointwise op) {
    return switch (op) {
      case Negate _, Absolute _, Sign _, Sqrt _, Floor _, Ceil _, Round _, Not _, IsNaN _, Cast _, StopGradient _ -> EXACT;
      case Exp _, Log _, Log1p _, Expm1 _, Tanh _, Sigmoid _, Sine _, Cosine _ -> TRANSCENDENTAL;
      // The root and the quotient are rounded one after the other.
      case Rsqrt _ -> new Tolerance(2);
      // No usual library promises less for erf than for its relatives, and it is a quotient of two of them.
      case Erf _ -> new Tolerance(8);
    };
  }

  /// Steps that are exact stay so in float32 and float64. Errors of the others pass through those behind. Types of 16 bits may
  /// be kept wider from step to step.
  private static Tolerance of(FusedPointwise op, DType dtype) {
    double ulps = 0;
    boolean narrow = dtype.byteSize() == 2;
    for (FusedPointwise.Step step : op.steps()) {
      ulps += of(step.op(), dtype, 1).ulps() * 2 + (narrow ? 1 : 0);
    }
    return new Tolerance(ulps);
  }

  /// An error of one step is an operand of the next one, and bodies in rows neither grow nor shrink it much.
  private static Tolerance of(Scan scan, DType dtype, long terms) {
    double ulps = 0;
    for (Node node : Program.of(scan.body().inputs(), scan.body().outputs()).nodes()) {
      ulps += 2 + 2 * of(node.op(), dtype, terms).ulps();
    }
    return new Tolerance(ulps * Math.max(1, scan.steps()));
  }

  /// Sums in another order and in the element type: every partial sum rounds, errors grow with the root of their number.
  private static Tolerance sum(long terms) {
    return new Tolerance(1 + Math.sqrt((double) terms));
  }

  /// Whether a number is close enough.
  ///
  /// @param scale the magnitude that errors are relative to where it is above the expected number's
  public boolean allows(double actual, double expected, double scale, DType dtype) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      return Double.isNaN(expected) ? Double.isNaN(actual) : actual == expected;
    }
    double error = Math.abs(actual - expected);
    if (ulps == 0) {
      return error == 0;
    }
    return error <= ulps * epsilon(dtype) * Math.max(Math.abs(expected), scale) + smallestNormal(dtype);
  }

  /// What is wrong with an array, in words; empty if nothing is.
  ///
  /// @param scales the scale of each element, if there is one
  public String difference(NDArray actual, NDArray expected, @Nullable NDArray scales) {
    if (actual.dtype() != expected.dtype() || !actual.shape().equals(expected.shape())) {
      return "got " + actual + "; expected " + expected;
    }
    for (long i = 0; i < expected.elementCount(); i++) {
      double scale = scales == null ? 0 : scales.getDouble(i);
      boolean integer = !expected.dtype().isFloating();
      boolean same = integer
          ? actual.getLong(i) == expected.getLong(i)
          : allows(actual.getDouble(i), expected.getDouble(i), scale, expected.dtype());
      if (!same) {
        return "element " + i + " of " + expected.dtype().kerasName() + expected.shape() + " is "
            + (integer ? actual.getLong(i) + "; expected " + expected.getLong(i) : actual.getDouble(i) + "; expected " + expected.getDouble(i))
            + " within " + ulps + " ulps" + (scale > 0 ? " of " + scale : "");
      }
    }
    return "";
  }

  private static double epsilon(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> 0x1p-52;
      case FLOAT32 -> 0x1p-23;
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      case INT8, UINT8, INT32, INT64, BOOL -> 0;
    };
  }

  private static double smallestNormal(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> Double.MIN_NORMAL;
      case FLOAT32, BFLOAT16 -> Float.MIN_NORMAL;
      case FLOAT16 -> 0x1p-14;
      case INT8, UINT8, INT32, INT64, BOOL -> 0;
    };
  }
}
