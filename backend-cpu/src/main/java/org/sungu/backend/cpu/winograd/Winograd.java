package org.sungu.backend.cpu.winograd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.MatMulFunction;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.code.SmallPictureCode;
import org.sungu.backend.cpu.code.TileCode;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.TileMap;
import org.sungu.graph.Add;
import org.sungu.graph.Windows;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Chooses Winograd's method where it is the faster one: for 3×3 kernels that move by one, over pictures with enough tiles for each weight, on processors for
/// which there is code.
public final class Winograd {
  /// Channels are whole registers, of any processor.
  private static final int CHANNELS = 16;
  // Nanoseconds, measured on one core of a processor with AVX-512 at 3 GHz.
  private static final double MULTIPLICATION = 1 / 50.0;
  private static final double DIRECT_MULTIPLICATION = 1 / 55.0;
  private static final double TILE_CHANNEL = 4;
  private static final double MAPPED_WEIGHT_READ = 7;
  private static final double WEIGHT_MAPPED = 20;
  private static final double WORTH_IT = 0.85;
  /// Mapped weights that stay in a processor's own cache.
  private static final long FEW_WEIGHTS = 4000;
  private static final long FEW_WEIGHTS_OF_SMALL = 8 << 10;
  private static final int MOST_TILES_OF_SMALL = 36;

  private final Processor processor;
  private @Nullable TileCode code;

  public Winograd(Processor processor) {
    this.processor = processor;
  }

  /// What there is code for.
  public Processor processor() {
    return processor;
  }

  /// A plan if the method suits the problem.
  ///
  /// @param keepsKernel whether the kernel is mapped once for many runs
  /// @param kernels compute what is no machine code
  public Optional<ConvolutionPlan> plan(ConvolutionProblem problem, boolean keepsKernel, Kernels kernels) {
    if (isPossible(problem) && PictureConvolution.suits(problem, processor)) {
      return Optional.of(PictureConvolution.of(problem, processor));
    }
    TileCode tiles = isPossible(problem) && isFaster(problem, keepsKernel) ? code() : null;
    if (tiles == null) {
      return Optional.empty();
    }
    return Optional.of(problem.role() == ConvolutionRole.KERNEL_GRADIENT
        ? new WinogradGradient(problem, product -> product(product, kernels), kernels.loops().of(new Add()), tiles)
        : new WinogradConvolution(problem, product -> product(product, kernels), tiles));
  }

  private MatMulPlan product(MatrixProduct product, Kernels kernels) {
    return MatMulFunction.of(product, processor).orElseGet(() -> kernels.matMul(product, product.operations()));
  }

  /// What [SmallPictureCode] is told where it is the fastest way, for a kernel that is mapped once for many runs.
  ///
  /// @param wanted how many of the outputs along the height and the width are read
  public Optional<SmallPictureCode.Picture> smallPicture(ConvolutionProblem problem, Shape wanted) {
    if (processor == Processor.OTHER || problem.role() != ConvolutionRole.OUTPUT || problem.batch() != 1 || !isPossible(problem) || PictureConvolution.suits(problem, processor)) {
      return Optional.empty();
    }
    Shape low = problem.windows().low();
    SmallPictureCode.Picture picture = new SmallPictureCode.Picture(problem.spatial().size(0), problem.spatial().size(1), problem.channels(), low.size(0), low.size(1),
        problem.windows().count(problem.spatial()).size(1), wanted.size(0), wanted.size(1), problem.filters());
    boolean few = (long) problem.channels() * problem.filters() <= FEW_WEIGHTS_OF_SMALL && picture.tiles() <= MOST_TILES_OF_SMALL;
    return few && SmallPictureCode.suits(picture) ? Optional.of(picture) : Optional.empty();
  }

  /// Written when it is first needed; null where the processor does not run it.
  private synchronized @Nullable TileCode code() {
    if (code == null) {
      code = TileCode.of(processor).orElse(null);
    }
    return code;
  }

  private static boolean isPossible(ConvolutionProblem problem) {
    return problem.type() == DType.FLOAT32 && isPossible(problem.windows(), problem.groups(), problem.channels(), problem.filters());
  }

  private static boolean isPossible(Windows windows, int groups, int channels, int filters) {
    Shape ones = Shape.of(1, 1);
    return windows.size().equals(Shape.of(3, 3)) && windows.strides().equals(ones) && windows.dilation().equals(ones) && groups == 1
        && channels % CHANNELS == 0 && filters % CHANNELS == 0;
  }

  /// Whether convolutions of these windows are often faster by this method, even if numbers of 16 bits have to be made longer for it.
  public boolean suits(Windows windows, int groups, int channels, int filters) {
    return processor != Processor.OTHER && isPossible(windows, groups, channels, filters);
  }

  private static boolean isFaster(ConvolutionProblem problem, boolean keepsKernel) {
    double weights = (double) problem.channels() * problem.filters();
    double tiles = (double) problem.batch() * TileGrid.outputs(problem).tiles();
    double mapped = tiles * (TileMap.PLANES * weights * MULTIPLICATION + TILE_CHANNEL * (problem.channels() + problem.filters()))
        + weights * ((weights > FEW_WEIGHTS ? MAPPED_WEIGHT_READ : 0) + (keepsKernel ? 0 : WEIGHT_MAPPED));
    return mapped < WORTH_IT * DIRECT_MULTIPLICATION * problem.operations();
  }
}
