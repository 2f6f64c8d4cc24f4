package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.graph.Windows;
import org.sungu.tensor.Shape;

/// A convolution split over its batch, or a single output over its rows. How it is split depends on its size only, so the numbers do not
/// depend on the number of threads.
///
/// @param parts all with the same arrangement of the kernel
record ConvolutionParts(List<Part> parts) {
  /// Multiply-adds that are worth a thread's while: some hundred microseconds.
  private static final long WORK = 6_000_000;
  /// Partial gradients of a kernel are added up, so there are no more of them than this, and fewer if weights are used seldom.
  private static final long MOST_PARTIAL_GRADIENTS = 16;
  private static final long USES_PER_PARTIAL_GRADIENT = 400;

  /// @param inputOffset where its input begins, in elements, like its output
  record Part(ConvolutionPlan plan, long inputOffset, long outputOffset) {
    long scratchBytes() {
      return Memory.aligned(plan.scratchBytes());
    }
  }

  static ConvolutionParts of(ConvolutionProblem problem, Kernels kernels) {
    long count = Math.max(1, problem.operations() / WORK);
    if (problem.role() == ConvolutionRole.KERNEL_GRADIENT) {
      long uses = problem.batch() * problem.outputPositions() / USES_PER_PARTIAL_GRADIENT;
      count = Math.clamp(uses, 1, Math.min(count, MOST_PARTIAL_GRADIENTS));
    }
    boolean alone = problem.batch() == 1 && problem.role() == ConvolutionRole.OUTPUT;
    return new ConvolutionParts(alone ? overRows(problem, count, kernels) : overBatch(problem, count, kernels));
  }

  private static List<Part> overBatch(ConvolutionProblem problem, long count, Kernels kernels) {
    int size = Math.toIntExact(Math.ceilDiv(problem.batch(), Math.min(count, problem.batch())));
    ConvolutionPlan plan = kernels.convolution(problem.withBatch(size));
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < problem.batch(); i += size) {
      int rest = problem.batch() - i;
      ConvolutionPlan own = rest < size ? plan.withBatch(rest) : plan;
      parts.add(new Part(own, i * problem.inputElements(), i * problem.outputElements()));
    }
    return parts;
  }

  private static List<Part> overRows(ConvolutionProblem problem, long count, Kernels kernels) {
    Shape windows = problem.windows().count(problem.spatial());
    int rows = windows.size(0);
    int size = Math.toIntExact(Math.ceilDiv(rows, Math.min(count, rows)));
    long inputRow = problem.inputElements() / problem.spatial().size(0);
    long outputRow = problem.outputElements() / rows;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < rows; i += size) {
      int end = Math.min(rows, i + size);
      ConvolutionProblem part = rows(problem, i, end);
      if (part.inputElements() == 0) {
        return overBatch(problem, 1, kernels);
      }
      ConvolutionPlan plan = kernels.convolution(part);
      if (plan.arrangedBytes() > 0) {
        // Rearranging the kernel for each part would cost more than the parts save.
        return overBatch(problem, 1, kernels);
      }
      parts.add(new Part(plan, firstInput(problem, i) * inputRow, i * outputRow));
    }
    return parts;
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
    return new ConvolutionProblem(problem.role(), own, problem.groups(), 1, Shape.of(spatial), problem.channels(), problem.filters());
  }

  ConvolutionPlan plan() {
    return parts.getFirst().plan();
  }

  long scratchBytes() {
    return parts.stream().mapToLong(Part::scratchBytes).sum();
  }
}
