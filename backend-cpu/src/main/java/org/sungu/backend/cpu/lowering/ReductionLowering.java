package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
  @FunctionalInterface
  private interface AxisKernel {
    Kernel of(Kernels kernels, ReducedAxis axis, long from, long to, long scratch);
  }

  private static final double NANOSECONDS_AN_ELEMENT = 0.1;
  /// Rows that [Kernels#sum] adds up by themselves where it sums columns.
  private static final int COLUMN_RUN = 256;
  private static final int FEW_RUNS = 4;

  private ReductionLowering() {}

  static View lower(Reduction op, Node node, Lowering lowering) {
    View x = lowering.contiguous(lowering.view(node.input(0)));
    boolean fast = x.dtype() == DType.FLOAT32;
    return switch (op) {
      case ReduceSum sum when fast -> alongAxes("sum", Kernels::sum, x, sum.axes(), node, lowering);
      case ReduceMax max when fast -> alongAxes("max", (kernels, axis, from, to, _) -> kernels.max(axis, from, to), x, max.axes(), node, lowering);
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
  private static View alongAxes(String name, AxisKernel kernel, View x, List<Integer> axes, Node node, Lowering lowering) {
    View current = x;
    int end = x.shape().rank();
    while (end > 0) {
      int start = end;
      while (start > 0 && axes.contains(start - 1)) {
        start--;
      }
      if (start < end) {
        current = alongRun(name, kernel, current, start, end, lowering);
      }
      end = start == end ? end - 1 : start;
    }
    if (current == x) {
      return x;
    }
    Shape shape = node.output(0).shape();
    return current.with(shape, 0, shape.strides());
  }

  private static View alongRun(String name, AxisKernel kernel, View x, int start, int end, Lowering lowering) {
    Shape shape = x.shape();
    ReducedAxis axis = new ReducedAxis(shape.range(0, start).elementCount(), shape.range(start, end).elementCount(),
        shape.range(end, shape.rank()).elementCount());
    Shape kept = shape;
    for (int i = start; i < end; i++) {
      kept = kept.with(i, 1);
    }
    Kernels kernels = lowering.kernels();
    if (name.equals("sum") && axis.outer() == 1 && axis.inner() > 1 && axis.size() > FEW_RUNS * COLUMN_RUN) {
      return alongRun(name, kernel, sumsOfRuns(x, axis, kernels, lowering), 0, 1, lowering).with(kept, 0, kept.strides());
    }
    View result = lowering.create(x.type().withShape(kept));
    long slice = 4 * axis.size() * axis.inner();
    Rows rows = Rows.of(Math.max(1, axis.outer()), shape, List.of(x), List.of(result));
    long outer = axis.outer() / rows.count();
    lowering.add(Step.of(name, List.of(x), List.of(result), List.of(), new Cut(rows.count(), 1, 1, NANOSECONDS_AN_ELEMENT * x.elementCount(),
        rows.along(), (from, to) -> new Piece(kernels.sumScratchBytes(), addresses ->
            kernel.of(kernels, new ReducedAxis((to - from) * outer, axis.size(), axis.inner()), addresses.of(x) + from * outer * slice,
                addresses.of(result) + 4 * from * outer * axis.inner(), addresses.scratch())))));
    return result;
  }

  /// `[size, inner]` to `[runs, inner]`: the first half of a sum over many rows, of which each piece can do some runs. The second half adds
  /// them in order.
  private static View sumsOfRuns(View x, ReducedAxis axis, Kernels kernels, Lowering lowering) {
    long runs = Math.ceilDiv(axis.size(), COLUMN_RUN);
    View result = lowering.create(x.type().withShape(Shape.of(Math.toIntExact(runs), Math.toIntExact(axis.inner()))));
    boolean even = axis.size() % COLUMN_RUN == 0;
    Set<Buffer> along = even ? Set.of(x.buffer(), result.buffer()) : Set.of(result.buffer());
    lowering.add(Step.of("sum", List.of(x), List.of(result), List.of(), new Cut(runs, 1, 1, NANOSECONDS_AN_ELEMENT * x.elementCount(), along,
        (from, to) -> Piece.of(addresses -> {
          Kernel[] each = new Kernel[Math.toIntExact(to - from)];
          for (int i = 0; i < each.length; i++) {
            long first = (from + i) * COLUMN_RUN;
            ReducedAxis run = new ReducedAxis(1, Math.min(COLUMN_RUN, axis.size() - first), axis.inner());
            each[i] = kernels.sum(run, addresses.of(x) + 4 * first * axis.inner(), addresses.of(result) + 4 * (from + i) * axis.inner(), 0);
          }
          return new KernelSequence(each);
        }))));
    return result;
  }
}
