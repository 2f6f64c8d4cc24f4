package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodeBuilder;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.ColumnSumCode;
import org.sungu.backend.cpu.code.RowCode;
import org.sungu.backend.cpu.kernel.GeneralReduction;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.ReducedAxis;
import org.sungu.graph.ArgMax;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reduction;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Reductions along axes.
final class ReductionLowering {
  /// A float32 reduction along one axis.
  private enum Kind {
    SUM,
    MAX;

    Kernel kernel(Kernels kernels, ReducedAxis axis, long from, long to, long scratch) {
      return switch (this) {
        case SUM -> kernels.sum(axis, from, to, scratch);
        case MAX -> kernels.max(axis, from, to);
      };
    }

    void emit(ReducedAxis axis, Location from, Location to, CodeBuilder builder) {
      switch (this) {
        case SUM -> {
          if (axis.inner() > 1) {
            ColumnSumCode.emit(axis, from, to, builder);
          } else {
            RowCode.sum(axis, from, to, builder);
          }
        }
        case MAX -> RowCode.max(axis, from, to, builder);
      }
    }
  }

  private static final double NANOSECONDS_AN_ELEMENT = 0.1;
  private static final int FEW_RUNS = 4;

  private ReductionLowering() {}

  static View lower(Reduction op, Node node, Lowering lowering) {
    View runs = lowering.sumsOfRuns(node.input(0));
    if (runs != null) {
      return ofRuns(runs, node, lowering);
    }
    View x = lowering.contiguous(lowering.view(node.input(0)));
    boolean fast = x.dtype() == DType.FLOAT32;
    return switch (op) {
      case ReduceSum sum when fast -> alongAxes(Kind.SUM, x, sum.axes(), node, lowering);
      case ReduceMax max when fast -> alongAxes(Kind.MAX, x, max.axes(), node, lowering);
      case ReduceSum sum -> generalSum(x, sum.axes(), node, lowering);
      case ReduceMax max -> {
        View result = lowering.create(node.output(0).type());
        Shape kept = kept(x.shape(), max.axes());
        yield add("max", lowering, x, result, addresses -> GeneralReduction.max(array(x, addresses), kept, array(result, addresses)));
      }
      case ArgMax argMax -> {
        View result = lowering.create(node.output(0).type());
        yield add("argMax", lowering, x, result,
            addresses -> GeneralReduction.argMax(array(x, addresses), argMax.axis(), array(result, addresses)));
      }
      case CumulativeSum sum -> {
        View result = lowering.create(node.output(0).type());
        yield add("cumulativeSum", lowering, x, result, addresses ->
            GeneralReduction.cumulativeSum(array(x, addresses), sum.axis(), sum.reversed(), array(result, addresses)));
      }
    };
  }

  private static View add(String name, Lowering lowering, View x, View result, Function<Addresses, Kernel> kernel) {
    lowering.add(Step.of(name, List.of(x), result, kernel));
    return result;
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }

  private static Shape kept(Shape shape, List<Integer> axes) {
    Shape kept = shape;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return kept;
  }

  private static View generalSum(View x, List<Integer> axes, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    Shape kept = kept(x.shape(), axes);
    lowering.add(Step.of("sum", List.of(x), List.of(result), List.of(), new Piece(8 * kept.elementCount(), addresses ->
        GeneralReduction.sum(array(x, addresses), kept, array(result, addresses), addresses.scratch()))));
    return result;
  }

  /// Reduces one run of neighbouring axes after the other, the last one first.
  private static View alongAxes(Kind kind, View x, List<Integer> axes, Node node, Lowering lowering) {
    View current = x;
    int end = x.shape().rank();
    while (end > 0) {
      int start = end;
      while (start > 0 && axes.contains(start - 1)) {
        start--;
      }
      if (start < end) {
        current = alongRun(kind, current, start, end, lowering);
      }
      end = start == end ? end - 1 : start;
    }
    if (current == x) {
      return x;
    }
    Shape shape = node.output(0).shape();
    return current.with(shape, 0, shape.strides());
  }

  /// What is left to be done where runs have been added up already.
  private static View ofRuns(View runs, Node node, Lowering lowering) {
    Shape shape = node.output(0).shape();
    View sum = shape.elementCount() == runs.elementCount() ? runs : alongRun(Kind.SUM, runs, 0, 1, lowering);
    return sum.with(shape, 0, shape.strides());
  }

  private static View alongRun(Kind kind, View x, int start, int end, Lowering lowering) {
    Shape shape = x.shape();
    ReducedAxis axis = new ReducedAxis(shape.range(0, start).elementCount(), shape.range(start, end).elementCount(),
        shape.range(end, shape.rank()).elementCount());
    Shape kept = shape;
    for (int i = start; i < end; i++) {
      kept = kept.with(i, 1);
    }
    Kernels kernels = lowering.kernels();
    if (kind == Kind.SUM && axis.outer() == 1 && axis.inner() > 1 && axis.size() > FEW_RUNS * ReducedAxis.COLUMN_RUN) {
      return alongRun(kind, sumsOfRuns(x, axis, kernels, lowering), 0, 1, lowering).with(kept, 0, kept.strides());
    }
    View result = lowering.create(x.type().withShape(kept));
    long slice = 4 * axis.size() * axis.inner();
    Rows rows = Rows.of(Math.max(1, axis.outer()), shape, List.of(x), List.of(result));
    long outer = axis.outer() / rows.count();
    lowering.add(Step.of(kind.name().toLowerCase(Locale.ROOT), List.of(x), List.of(result), List.of(), new Cut(rows.count(), 1, 1, NANOSECONDS_AN_ELEMENT * x.elementCount(),
        rows.along(), (from, to) -> {
          ReducedAxis some = new ReducedAxis((to - from) * outer, axis.size(), axis.inner());
          long source = from * outer * slice;
          long target = 4 * from * outer * axis.inner();
          return new Piece(kernels.sumScratchBytes(), new CodedKernel(
              addresses -> kind.kernel(kernels, some, addresses.of(x) + source, addresses.of(result) + target, addresses.scratch()),
              (builder, locations) -> kind.emit(some, locations.of(x).plus(source), locations.of(result).plus(target), builder)));
        })));
    return result;
  }

  /// `[size, inner]` to `[runs, inner]`: the first half of a sum over many rows, of which each piece can do some runs. The second half adds
  /// them in order.
  private static View sumsOfRuns(View x, ReducedAxis axis, Kernels kernels, Lowering lowering) {
    long runs = Math.ceilDiv(axis.size(), ReducedAxis.COLUMN_RUN);
    View result = lowering.create(x.type().withShape(Shape.of(Math.toIntExact(runs), Math.toIntExact(axis.inner()))));
    boolean even = axis.size() % ReducedAxis.COLUMN_RUN == 0;
    Set<Buffer> along = even ? Set.of(x.buffer(), result.buffer()) : Set.of(result.buffer());
    lowering.add(Step.of("sum", List.of(x), List.of(result), List.of(), new Cut(runs, 1, 1, NANOSECONDS_AN_ELEMENT * x.elementCount(), along,
        (from, to) -> {
          // Whole runs are sums of a matrix each; what is left at the end is one more.
          long whole = Math.min(to, axis.size() / ReducedAxis.COLUMN_RUN) - from;
          ReducedAxis runsOfPiece = new ReducedAxis(whole, ReducedAxis.COLUMN_RUN, axis.inner());
          ReducedAxis last = new ReducedAxis(to - from - whole, axis.size() % ReducedAxis.COLUMN_RUN, axis.inner());
          long source = 4 * from * ReducedAxis.COLUMN_RUN * axis.inner();
          long target = 4 * from * axis.inner();
          long lastSource = source + 4 * whole * ReducedAxis.COLUMN_RUN * axis.inner();
          long lastTarget = target + 4 * whole * axis.inner();
          return Piece.of(new CodedKernel(
              addresses -> new KernelSequence(kernels.sum(runsOfPiece, addresses.of(x) + source, addresses.of(result) + target, 0),
                  kernels.sum(last, addresses.of(x) + lastSource, addresses.of(result) + lastTarget, 0)),
              (builder, locations) -> {
                ColumnSumCode.emit(runsOfPiece, locations.of(x).plus(source), locations.of(result).plus(target), builder);
                ColumnSumCode.emit(last, locations.of(x).plus(lastSource), locations.of(result).plus(lastTarget), builder);
              }));
        })));
    return result;
  }
}
