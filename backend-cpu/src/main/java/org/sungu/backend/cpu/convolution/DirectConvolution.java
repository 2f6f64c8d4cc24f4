package org.sungu.backend.cpu.convolution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.binding.Block;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.code.DirectCode;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.code.Tail;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.Windows;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A convolution of one picture with many channels by [DirectCode], cut by rows or by filters, and what is to be done with its sums. A picture that has padding is
/// copied to scratch memory first, with it.
public final class DirectConvolution {
  private static final long LEAST_OPERATIONS = 1_000_000;
  private static final int CHANNELS = 16;
  /// Terms that are taken together, so that what a panel reads stays in the nearest caches.
  private static final int MOST_TERMS = 512;

  private final ConvolutionProblem problem;
  private final Processor processor;
  private final @Nullable Tail tail;
  private final Map<DirectCode.Sums, MachineCode> codes = new HashMap<>();

  /// @param problem one that [#suits]
  /// @param tail one that is possible
  public DirectConvolution(ConvolutionProblem problem, Processor processor, @Nullable Tail tail) {
    this.problem = problem;
    this.processor = processor;
    this.tail = tail;
  }

  public static boolean suits(ConvolutionProblem problem, Processor processor) {
    return processor != Processor.OTHER && problem.role() == ConvolutionRole.OUTPUT && problem.type() == DType.FLOAT32 && problem.groups() == 1 && problem.batch() == 1
        && problem.spatial().rank() == 2 && problem.channels() % CHANNELS == 0 && problem.filters() % DirectCode.panel(processor) == 0
        && problem.operations() >= LEAST_OPERATIONS;
  }

  /// Runs of filters that are computed together.
  public int panels() {
    return problem.filters() / DirectCode.panel(processor);
  }

  public long arrangedBytes() {
    return 4 * problem.kernelElements();
  }

  /// Copies a row-major kernel's filters of some panels to `[panels, elements of the window · channels, panel]`.
  public Kernel arrange(long from, long to, int firstPanel, int endPanel) {
    int panel = DirectCode.panel(processor);
    int rows = Math.toIntExact(problem.kernelElements() / problem.filters());
    Shape shape = Shape.of(endPanel - firstPanel, rows, panel);
    return StridedCopy.of(shape, Float.BYTES, from + 4L * firstPanel * panel, new long[] {panel, problem.filters(), 1}, to + 4L * firstPanel * panel * rows, shape.strides());
  }

  /// Some rows of the output, some panels of filters.
  ///
  /// @param rows the problem of these rows
  public Part part(ConvolutionProblem rows, int firstPanel, int endPanel) {
    return new Part(Geometry.of(rows), firstPanel, endPanel);
  }

  /// Where the inputs lie: in a picture of so many pixels in a row, zeros around it included.
  private record Geometry(ConvolutionProblem problem, int height, int width) {
    static Geometry of(ConvolutionProblem problem) {
      Windows windows = problem.windows();
      Shape spatial = problem.spatial();
      return new Geometry(problem, windows.low().size(0) + spatial.size(0) + windows.high().size(0), windows.low().size(1) + spatial.size(1) + windows.high().size(1));
    }

    boolean isPadded() {
      return height > problem.spatial().size(0) || width > problem.spatial().size(1);
    }

    long paddedBytes() {
      return isPadded() ? 4L * height * width * problem.channels() : 0;
    }

    /// Whether each input is read once, in order, so that all lines are one.
    boolean isInOrder() {
      Windows windows = problem.windows();
      return windows.size().elementCount() == 1 && windows.strides().elementCount() == 1 && !isPadded();
    }

    long pixel() {
      return 4L * problem.channels();
    }

    int blocks() {
      int channels = problem.channels();
      int blocks = Math.ceilDiv(channels, MOST_TERMS);
      while (channels % blocks != 0 || channels / blocks % 4 != 0) {
        blocks++;
      }
      return blocks;
    }

    int phases() {
      return blocks() * Math.toIntExact(problem.windows().size().elementCount());
    }

    /// Bytes from the first input of the first output to that of a phase.
    long phase(int index) {
      Windows windows = problem.windows();
      int element = index / blocks();
      long y = (long) element / windows.size().size(1) * windows.dilation().size(0);
      long x = (long) element % windows.size().size(1) * windows.dilation().size(1);
      return (y * width + x) * pixel() + index % blocks() * (pixel() / blocks());
    }

    DirectCode.Sums sums(int filters, int panels, @Nullable Tail tail) {
      Windows windows = problem.windows();
      Shape count = windows.count(problem.spatial());
      boolean inOrder = isInOrder();
      return new DirectCode.Sums(inOrder ? 1 : count.size(0), inOrder ? pixel() * count.size(0) * count.size(1) : windows.strides().size(0) * (width * pixel()),
          inOrder ? count.size(0) * count.size(1) : count.size(1), windows.strides().size(1) * pixel(), 4L * filters, panels, phases(),
          problem.channels() / blocks(), tail);
    }

    /// Copies a picture into the middle of zeros.
    void pad(long from, long to) {
      Memory.zero(to, paddedBytes());
      long row = pixel() * problem.spatial().size(1);
      long first = to + (problem.windows().low().size(0) * (long) width + problem.windows().low().size(1)) * pixel();
      for (int y = 0; y < problem.spatial().size(0); y++) {
        Memory.copy(from + y * row, first + y * (width * pixel()), row);
      }
    }
  }

  /// What one thread does.
  public final class Part {
    private final Geometry geometry;
    private final int firstPanel;
    private final MachineCode code;

    private Part(Geometry geometry, int firstPanel, int endPanel) {
      this.geometry = geometry;
      this.firstPanel = firstPanel;
      this.code = codes.computeIfAbsent(geometry.sums(problem.filters(), endPanel - firstPanel, tail), sums -> MachineCode.required(DirectCode.of(sums, processor)));
    }

    public long scratchBytes() {
      return Memory.aligned(geometry.paddedBytes());
    }

    /// @param weights the address of the whole arranged kernel
    /// @param output the address of these rows of the output; `operands` those of the tail's operands, of the same rows where they have rows
    public Kernel bind(long input, long weights, long output, List<Long> operands, long scratch) {
      long panel = 4L * DirectCode.panel(processor);
      long padded = geometry.paddedBytes();
      Block addresses = new Block(DirectCode.PHASES + (long) Long.BYTES * geometry.phases());
      Memory.putLong(addresses.address() + DirectCode.WEIGHTS, weights + firstPanel * panel * (problem.kernelElements() / problem.filters()));
      Memory.putLong(addresses.address() + DirectCode.OUTPUT, output + firstPanel * panel);
      for (int i = 0; i < operands.size(); i++) {
        // Those with rows are as far from the output as their first panel, the others as theirs.
        Memory.putLong(addresses.address() + DirectCode.OPERANDS + (long) Long.BYTES * i, operands.get(i) - output);
      }
      for (int i = 0; i < geometry.phases(); i++) {
        Memory.putLong(addresses.address() + DirectCode.PHASES + (long) Long.BYTES * i, (padded > 0 ? scratch : input) + geometry.phase(i));
      }
      return new Bound(geometry, code.function(0, addresses.address()), addresses, input, padded > 0 ? scratch : 0);
    }
  }

  /// @param addresses what the function reads, kept here as long as it may run
  /// @param padded where the picture is copied to, or 0
  private record Bound(Geometry geometry, Kernel function, Block addresses, long input, long padded) implements Kernel {
    @Override
    public void run() {
      if (padded != 0) {
        geometry.pad(input, padded);
      }
      function.run();
    }

    @Override
    public void close() {
      addresses.close();
    }
  }
}
