package org.sungu.backend.cpu.winograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.code.TileCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.PointwiseLoop;
import org.sungu.backend.cpu.provider.TileMap;

/// The gradient with respect to a kernel, `Gᵀ[Σ (Bᵀ d B) ⊙ (A y' Aᵀ)]G` over all tiles: the sum is 36 matrix products, block by block of tiles; it is
/// mapped back once, as the arranging of what is computed here.
final class WinogradGradient implements ConvolutionPlan {
  private static final long BLOCK_BYTES = 4 << 20;

  private final ConvolutionProblem problem;
  private final Function<MatrixProduct, MatMulPlan> products;
  private final PointwiseLoop add;
  private final TileCode code;
  private final TileGrid input;
  private final TileGrid output;
  private final TileBlocks blocks;
  private final MatMulPlan product;
  private final MatMulPlan lastProduct;

  /// @param products how matrix products are computed
  /// @param add adds up what blocks give
  WinogradGradient(ConvolutionProblem problem, Function<MatrixProduct, MatMulPlan> products, PointwiseLoop add, TileCode code) {
    this.problem = problem;
    this.products = products;
    this.add = add;
    this.code = code;
    this.input = TileGrid.inputs(problem);
    this.output = TileGrid.outputs(problem);
    long channels = problem.channels();
    long filters = problem.filters();
    // Each block's products are added up, which is worth it if there are about as many tiles as weights.
    this.blocks = TileBlocks.of(problem.batch() * output.tiles(),
        Math.max(BLOCK_BYTES / TileBlocks.byteSize(1, channels + filters), channels * filters / (channels + filters)));
    this.product = product(blocks.size());
    this.lastProduct = product(blocks.lastSize());
  }

  private MatMulPlan product(int tiles) {
    int m = problem.channels();
    int n = problem.filters();
    MatrixBatch planes = new MatrixBatch(List.of(new MatrixBatch.Axis(TileMap.PLANES, (long) tiles * m, (long) tiles * n, (long) m * n)));
    return products.apply(new MatrixProduct(planes, m, n, tiles, 1, m, n, 1, n));
  }

  /// Where the taps of the channels from `first` on lie in a row-major kernel.
  static TileKernels.Taps taps(ConvolutionProblem problem, long kernel, int first) {
    long row = 4L * problem.filters();
    return new TileKernels.Taps(kernel + first * row, row, problem.channels() * row, problem.filters());
  }

  private int mostChannels() {
    return Math.max(problem.channels(), problem.filters());
  }

  @Override
  public long scratchBytes() {
    return TileKernels.scratchBytes(mostChannels()) + TileBlocks.byteSize(blocks.size(), problem.channels() + (long) problem.filters())
        + addedBytes() + Math.max(product.scratchBytes(), lastProduct.scratchBytes());
  }

  /// Of what one block adds, where there are several.
  private long addedBytes() {
    return blocks.count() > 1 ? arrangedBytes() : 0;
  }

  @Override
  public long arrangedBytes() {
    return TileBlocks.byteSize(problem.channels(), problem.filters());
  }

  @Override
  public int arrangedRows() {
    return problem.channels();
  }

  @Override
  public long arrangingScratchBytes(int rows) {
    return TileKernels.scratchBytes(mostChannels());
  }

  @Override
  public Kernel arrange(long sums, long rowMajor, int first, int end, long scratch) {
    TileKernels tiles = new TileKernels(code, scratch, mostChannels());
    return tiles.sequence(List.of(
        tiles.toKernel(TileMap.KERNEL_GRADIENT, sums, problem.channels(), taps(problem, rowMajor, first), first, end - first)));
  }

  @Override
  public ConvolutionPlan with(ConvolutionProblem part) {
    return new WinogradGradient(part, products, add, code);
  }

  @Override
  public Kernel bind(long inputs, long sums, long outputs, long scratch) {
    long mappedInputs = scratch + TileKernels.scratchBytes(mostChannels());
    long mappedOutputs = mappedInputs + TileBlocks.byteSize(blocks.size(), problem.channels());
    long added = mappedOutputs + TileBlocks.byteSize(blocks.size(), problem.filters());
    long free = added + addedBytes();
    TileKernels tiles = new TileKernels(code, scratch, mostChannels());
    List<Kernel> sequence = new ArrayList<>();
    for (int i = 0; i < blocks.count(); i++) {
      int first = blocks.first(i);
      int count = blocks.size(i);
      sequence.add(tiles.fromPicture(TileMap.INPUT, input, inputs, first, count, mappedInputs));
      sequence.add(tiles.fromPicture(TileMap.OUTPUT_GRADIENT, output, outputs, first, count, mappedOutputs));
      sequence.add((i + 1 < blocks.count() ? product : lastProduct).bind(mappedInputs, mappedOutputs, i == 0 ? sums : added, free));
      if (i > 0) {
        sequence.add(() -> add.run(sums, -1, added, -1, sums, 0, sums, arrangedBytes() / 4));
      }
    }
    return tiles.sequence(sequence);
  }
}
