package org.sungu.backend.cpu.winograd;

import org.sungu.backend.cpu.binding.Block;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.code.PictureCode;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.TileMap;
import org.sungu.tensor.Shape;

/// A convolution, or the gradient with respect to its input, of pictures with many tiles each: one function of machine code does a few rows of tiles of a picture after
/// the other, in memory that belongs to the thread and so stays in its cache.
///
/// The gradient is the convolution of the output's gradient with the kernel turned by 180°, its channels and filters swapped.
final class PictureConvolution implements ConvolutionPlan {
  /// Fewer channels, or tiles of a picture, are not worth transforming.
  private static final int LEAST_CHANNELS = 32;
  private static final int LEAST_SIZE = 13;
  private static final long LEAST_OPERATIONS = 4_000_000;
  private static final int CHANNELS_A_SHARE = 16;
  /// What threads work in.
  private static final Workspaces WORKSPACES = new Workspaces(2 * Runtime.getRuntime().availableProcessors());

  private final ConvolutionProblem problem;
  private final PictureCode.Picture picture;
  private final Processor processor;
  private final MachineCode code;

  private PictureConvolution(ConvolutionProblem problem, PictureCode.Picture picture, Processor processor, MachineCode code) {
    this.problem = problem;
    this.picture = picture;
    this.processor = processor;
    this.code = code;
  }

  /// Whether there are enough tiles and channels, of a problem for which Winograd's method is possible.
  static boolean suits(ConvolutionProblem problem, Processor processor) {
    Shape low = problem.windows().low();
    return problem.role() != ConvolutionRole.KERNEL_GRADIENT && problem.operations() >= LEAST_OPERATIONS && low.size(0) < 3 && low.size(1) < 3
        && Math.min(problem.channels(), problem.filters()) >= LEAST_CHANNELS
        && Math.min(problem.spatial().size(0), problem.spatial().size(1)) >= LEAST_SIZE && PictureCode.suits(picture(problem), processor);
  }

  static PictureConvolution of(ConvolutionProblem problem, Processor processor) {
    PictureCode.Picture picture = picture(problem);
    return new PictureConvolution(problem, picture, processor, MachineCode.required(PictureCode.convolution(picture, processor)));
  }

  private static PictureCode.Picture picture(ConvolutionProblem problem) {
    Shape inside = problem.spatial();
    Shape outside = problem.windows().count(inside);
    Shape low = problem.windows().low();
    return problem.role() == ConvolutionRole.OUTPUT
        ? new PictureCode.Picture(inside.size(0), inside.size(1), problem.channels(), outside.size(0), outside.size(1), problem.filters(), low.size(0), low.size(1))
        : new PictureCode.Picture(outside.size(0), outside.size(1), problem.filters(), inside.size(0), inside.size(1), problem.channels(), 2 - low.size(0),
            2 - low.size(1));
  }

  @Override
  public long scratchBytes() {
    return 0;
  }

  @Override
  public long arrangedBytes() {
    return picture.kernelBytes();
  }

  @Override
  public int rowMultiple() {
    return TileMap.OUTPUTS;
  }

  @Override
  public int arrangedRows() {
    return picture.channels() / CHANNELS_A_SHARE;
  }

  @Override
  public long arrangingScratchBytes(int rows) {
    return problem.role() == ConvolutionRole.INPUT_GRADIENT ? PictureCode.arrangementBytes(picture, rows * CHANNELS_A_SHARE) : 0;
  }

  @Override
  public Kernel arrange(long from, long to, int first, int end, long scratch) {
    // A code of its own, as it is bound to addresses.
    MachineCode arrangement = MachineCode.required(PictureCode.arrangement(picture, problem.role() == ConvolutionRole.INPUT_GRADIENT, first * CHANNELS_A_SHARE,
        (end - first) * CHANNELS_A_SHARE, from, to, scratch, processor));
    return () -> arrangement.call(0);
  }

  @Override
  public ConvolutionPlan with(ConvolutionProblem part) {
    boolean same = part.withBatch(1).equals(problem.withBatch(1));
    return same ? new PictureConvolution(part, picture, processor, code) : of(part, processor);
  }

  @Override
  public Kernel bind(long input, long kernel, long output, long scratch) {
    boolean gradient = problem.role() == ConvolutionRole.INPUT_GRADIENT;
    long inside = 4 * problem.inputElements();
    long outside = 4 * problem.outputElements();
    return new Pictures(code, picture.scratchBytes(), problem.batch(), kernel, gradient ? output : input, gradient ? outside : inside,
        gradient ? input : output, gradient ? inside : outside);
  }

  /// One picture after the other.
  private record Pictures(MachineCode code, long scratchBytes, int count, long kernel, long from, long fromBytes, long to, long toBytes) implements Kernel {
    @Override
    public void run() {
      Block workspace = WORKSPACES.take(scratchBytes);
      long own = workspace.address();
      for (int i = 0; i < count; i++) {
        Memory.putLong(own, from + i * fromBytes);
        Memory.putLong(own + 8, kernel);
        Memory.putLong(own + 16, to + i * toBytes);
        code.call(own);
      }
      WORKSPACES.giveBack(workspace);
    }
  }

  @Override
  public String toString() {
    return "convolution of pictures " + picture;
  }
}
