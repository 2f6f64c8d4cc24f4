package org.sungu.graph.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.sungu.graph.BinaryPointwise;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Select;
import org.sungu.graph.TensorType;
import org.sungu.graph.UnaryPointwise;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.StridedWalk;

/// Pointwise ops applied to whole arrays, one element after the other: slow, obvious, and the meaning of those ops.
public final class PointwiseEvaluation {
  private PointwiseEvaluation() {}

  /// The op's value: floating elements are computed in double precision, all others in longs, and each result is rounded to the
  /// element type that the op infers.
  public static NDArray of(Pointwise op, List<NDArray> inputs) {
    TensorType type = op.type(inputs.stream().map(array -> new TensorType(array.dtype(), array.shape())).toList());
    NDArray result = NDArray.zeros(type.dtype(), type.shape());
    switch (op) {
      case UnaryPointwise unary -> apply(unary, inputs.getFirst(), result);
      case BinaryPointwise binary -> apply(binary, inputs.get(0), inputs.get(1), result);
      case Select _ -> select(inputs.get(0), inputs.get(1), inputs.get(2), result);
    }
    return result;
  }

  /// The results of a fused op: every step computed, and rounded, as if it stood alone.
  public static List<NDArray> of(FusedPointwise op, List<NDArray> inputs) {
    List<NDArray> values = new ArrayList<>(inputs);
    for (FusedPointwise.Step step : op.steps()) {
      values.add(of(step.op(), step.arguments().stream().map(values::get).toList()));
    }
    return op.results().stream().map(step -> values.get(op.inputCount() + step)).toList();
  }

  private static void apply(UnaryPointwise op, NDArray x, NDArray result) {
    long count = result.elementCount();
    if (x.dtype().isFloating()) {
      DoubleUnaryOperator function = FloatingFunctions.of(op);
      for (long i = 0; i < count; i++) {
        result.setDouble(i, function.applyAsDouble(x.getDouble(i)));
      }
    } else {
      LongUnaryOperator function = IntegerFunctions.of(op);
      for (long i = 0; i < count; i++) {
        result.setLong(i, function.applyAsLong(x.getLong(i)));
      }
    }
  }

  private static void apply(BinaryPointwise op, NDArray a, NDArray b, NDArray result) {
    long count = result.elementCount();
    StridedWalk left = StridedWalk.stretched(a.shape(), result.shape());
    StridedWalk right = StridedWalk.stretched(b.shape(), result.shape());
    if (a.dtype().isFloating()) {
      DoubleBinaryOperator function = FloatingFunctions.of(op);
      for (long i = 0; i < count; i++, left.advance(), right.advance()) {
        result.setDouble(i, function.applyAsDouble(a.getDouble(left.offset()), b.getDouble(right.offset())));
      }
    } else {
      LongBinaryOperator function = IntegerFunctions.of(op);
      for (long i = 0; i < count; i++, left.advance(), right.advance()) {
        result.setLong(i, function.applyAsLong(a.getLong(left.offset()), b.getLong(right.offset())));
      }
    }
  }

  private static void select(NDArray condition, NDArray a, NDArray b, NDArray result) {
    long count = result.elementCount();
    StridedWalk choice = StridedWalk.stretched(condition.shape(), result.shape());
    StridedWalk left = StridedWalk.stretched(a.shape(), result.shape());
    StridedWalk right = StridedWalk.stretched(b.shape(), result.shape());
    boolean floating = result.dtype().isFloating();
    for (long i = 0; i < count; i++, choice.advance(), left.advance(), right.advance()) {
      boolean first = condition.getLong(choice.offset()) != 0;
      NDArray chosen = first ? a : b;
      long offset = first ? left.offset() : right.offset();
      if (floating) {
        result.setDouble(i, chosen.getDouble(offset));
      } else {
        result.setLong(i, chosen.getLong(offset));
      }
    }
  }
}
