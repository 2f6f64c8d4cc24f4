package org.sungu.backend.cpu.lowering;

import java.util.Arrays;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.Windows;
import org.sungu.tensor.Shape;

/// How a convolution is cut: between the inputs of the batch, or for a single input between rows of the output.
///
/// @param overRows whether it is cut between rows of the output
record ConvolutionCuts(ConvolutionProblem problem, boolean overRows) {
  /// Multiply-adds that are worth a thread's while: some hundred microseconds.
  private static final long WORK = 6_000_000;

  private static final int FEW_PARTS = 4;

  static ConvolutionCuts of(ConvolutionProblem problem) {
    return new ConvolutionCuts(problem, problem.batch() == 1 && problem.role() == ConvolutionRole.OUTPUT && readsInput(problem));
  }

  /// Whether there is an input behind every row of the output, rather than padding alone.
  private static boolean readsInput(ConvolutionProblem problem) {
    int rows = problem.windows().count(problem.spatial()).size(0);
    return rows(problem, 0, 1).inputElements() > 0 && rows(problem, rows - 1, rows).inputElements() > 0;
  }

  long rows() {
    return overRows ? problem.windows().count(problem.spatial()).size(0) : problem.batch();
  }

  /// Parts begin at a multiple of so many rows.
  long multiple(ConvolutionPlan plan) {
    return overRows ? plan.rowMultiple() : 1;
  }

  /// Each part reads the whole kernel, which is four times as large where rows are computed together.
  long leastRows(ConvolutionPlan plan) {
    return overRows && plan.rowMultiple() > 1 ? Math.max(plan.rowMultiple(), rows() / FEW_PARTS) : 1;
  }

  /// A part of the size that most will have.
  ConvolutionProblem typical() {
    return overRows ? problem : problem.withBatch(Math.toIntExact(Math.ceilDiv(problem.batch(), Math.clamp(problem.operations() / WORK, 1, problem.batch()))));
  }

  ConvolutionProblem problem(long from, long to) {
    int size = Math.toIntExact(to - from);
    return overRows ? rows(problem, Math.toIntExact(from), Math.toIntExact(to)) : problem.withBatch(size);
  }

  /// Where the input of a part begins, in elements.
  long inputOffset(long from) {
    return overRows ? firstInput(problem, Math.toIntExact(from)) * (problem.inputElements() / problem.spatial().size(0)) : from * problem.inputElements();
  }

  /// Where the output of a part begins, in elements.
  long outputOffset(long from) {
    return overRows ? from * (problem.outputElements() / rows()) : from * problem.outputElements();
  }

  private static int firstInput(ConvolutionProblem problem, int row) {
    return Math.max(0, row * problem.windows().strides().size(0) - problem.windows().low().size(0));
  }

  /// The rows of the output from one (inclusive) to another (exclusive).
  private static ConvolutionProblem rows(ConvolutionProblem problem, int from, int to) {
    Windows windows = problem.windows();
    int begin = from * windows.strides().size(0) - windows.low().size(0);
    int end = (to - 1) * windows.strides().size(0) - windows.low().size(0) + (windows.size().size(0) - 1) * windows.dilation().size(0) + 1;
    int size = problem.spatial().size(0);
    Shape low = windows.low().with(0, Math.max(0, -begin));
    Shape high = windows.high().with(0, Math.max(0, end - size));
    Windows own = new Windows(windows.size(), windows.strides(), windows.dilation(), low, high);
    int[] spatial = Arrays.copyOf(problem.spatial().toArray(), problem.spatial().rank());
    spatial[0] = Math.max(0, Math.min(end, size) - Math.max(0, begin));
    return new ConvolutionProblem(problem.role(), own, problem.groups(), 1, Shape.of(spatial), problem.channels(), problem.filters(), problem.type());
  }
}
