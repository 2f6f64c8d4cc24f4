package org.sungu.backend.cpu.pointwise;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.graph.BinaryPointwise;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Select;
import org.sungu.graph.UnaryPointwise;
import org.sungu.graph.evaluation.FloatingFunctions;
import org.sungu.graph.evaluation.IntegerFunctions;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.StridedWalk;

/// Pointwise ops on any element types, an element at a time: floating ones in double precision, all others in longs.
final class GeneralPointwise {
  /// An array walked as another shape; after the last element of that shape it is at the first again.
  private record Operand(NDArray array, StridedWalk walk) {
    static Operand of(NDArray array, NDArray target) {
      return new Operand(array, StridedWalk.stretched(array.shape(), target.shape()));
    }

    double nextDouble() {
      double value = array.getDouble(walk.offset());
      walk.advance();
      return value;
    }

    long nextLong() {
      long value = array.getLong(walk.offset());
      walk.advance();
      return value;
    }
  }

  private GeneralPointwise() {}

  static Kernel of(Pointwise op, NDArray[] arguments, NDArray target) {
    Operand[] operands = new Operand[arguments.length];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = Operand.of(arguments[i], target);
    }
    return switch (op) {
      case UnaryPointwise unary -> of(unary, operands[0], target);
      case BinaryPointwise binary -> of(binary, operands[0], operands[1], target);
      case Select _ -> select(operands[0], operands[1], operands[2], target);
    };
  }

  private static Kernel of(UnaryPointwise op, Operand x, NDArray target) {
    long count = target.elementCount();
    if (x.array().dtype().isFloating()) {
      DoubleUnaryOperator function = FloatingFunctions.of(op);
      return () -> {
        for (long i = 0; i < count; i++) {
          target.setDouble(i, function.applyAsDouble(x.nextDouble()));
        }
      };
    }
    LongUnaryOperator function = IntegerFunctions.of(op);
    return () -> {
      for (long i = 0; i < count; i++) {
        target.setLong(i, function.applyAsLong(x.nextLong()));
      }
    };
  }

  private static Kernel of(BinaryPointwise op, Operand a, Operand b, NDArray target) {
    long count = target.elementCount();
    if (a.array().dtype().isFloating()) {
      DoubleBinaryOperator function = FloatingFunctions.of(op);
      return () -> {
        for (long i = 0; i < count; i++) {
          target.setDouble(i, function.applyAsDouble(a.nextDouble(), b.nextDouble()));
        }
      };
    }
    LongBinaryOperator function = IntegerFunctions.of(op);
    return () -> {
      for (long i = 0; i < count; i++) {
        target.setLong(i, function.applyAsLong(a.nextLong(), b.nextLong()));
      }
    };
  }

  private static Kernel select(Operand condition, Operand a, Operand b, NDArray target) {
    long count = target.elementCount();
    boolean floating = target.dtype().isFloating();
    return () -> {
      for (long i = 0; i < count; i++) {
        boolean first = condition.nextLong() != 0;
        if (floating) {
          double left = a.nextDouble();
          double right = b.nextDouble();
          target.setDouble(i, first ? left : right);
        } else {
          long left = a.nextLong();
          long right = b.nextLong();
          target.setLong(i, first ? left : right);
        }
      }
    };
  }
}
