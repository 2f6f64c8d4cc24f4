package org.sungu.backend.cpu.winograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.code.TileCode;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.TileMap;

/// A convolution, or the gradient with respect to its input: block by block, tiles are mapped, multiplied with the mapped kernel in 36 matrix products,
/// and mapped back. For the gradient all maps are the transposes, so it begins with tiles of the output that lie side by side, and adds up overlapping ones of
/// the input: `Σ B[(G g Gᵀ)ᵀ ⊙ (A y' Aᵀ)]Bᵀ`, the transpose being that of channels and filters.
final class WinogradConvolution implements ConvolutionPlan {
  private static final long BLOCK_BYTES = 1 << 20;
  private static final int LEAST_TILES = 32;

  private final ConvolutionProblem problem;
  private final Function<MatrixProduct, MatMulPlan> products;
  private final TileCode code;
  private final boolean isForward;
  private final TileGrid from;
  private final TileGrid to;
  private final TileBlocks blocks;
  private final MatMulPlan product;
  private final MatMulPlan lastProduct;

  /// @param products how matrix products are computed
  WinogradConvolution(ConvolutionProblem problem, Function<MatrixProduct, MatMulPlan> products, TileCode code) {
    this.problem = problem;
    this.products = products;
    this.code = code;
    this.isForward = problem.role() == ConvolutionRole.OUTPUT;
    this.from = isForward ? TileGrid.inputs(problem) : TileGrid.outputs(problem);
    this.to = isForward ? TileGrid.outputs(problem) : TileGrid.inputs(problem);
    this.blocks = TileBlocks.of(problem.batch() * to.tiles(), Math.max(LEAST_TILES, BLOCK_BYTES / TileBlocks.byteSize(1, from.channels() + to.channels())));
    this.product = product(blocks.size());
    this.lastProduct = product(blocks.lastSize());
  }

  private MatMulPlan product(int tiles) {
    int k = from.channels();
    int n = to.channels();
    MatrixBatch planes = new MatrixBatch(List.of(new MatrixBatch.Axis(TileMap.PLANES, (long) tiles * k, (long) k * n, (long) tiles * n)));
    return products.apply(new MatrixProduct(planes, tiles, n, k, k, 1, n, 1, n));
  }

  private int mostChannels() {
    return Math.max(from.channels(), to.channels());
  }

  @Override
  public int rowMultiple() {
    return TileMap.OUTPUTS;
  }

  @Override
  public long scratchBytes() {
    return TileKernels.scratchBytes(mostChannels()) + TileBlocks.byteSize(blocks.size(), from.channels() + (long) to.channels())
        + Math.max(product.scratchBytes(), lastProduct.scratchBytes());
  }

  @Override
  public long arrangedBytes() {
    return TileBlocks.byteSize(from.channels(), to.channels());
  }

  @Override
  public int arrangedRows() {
    return from.channels();
  }

  @Override
  public long arrangingScratchBytes(int rows) {
    return TileKernels.scratchBytes(mostChannels()) + (isForward ? 0 : SwappedKernel.byteSize(problem, rows));
  }

  @Override
  public Kernel arrange(long rowMajor, long mapped, int first, int end, long scratch) {
    TileKernels tiles = new TileKernels(code, scratch, mostChannels());
    int count = end - first;
    if (isForward) {
      TileKernels.Taps taps = WinogradGradient.taps(problem, rowMajor, first);
      return tiles.sequence(List.of(tiles.fromKernel(TileMap.KERNEL, taps, first, count, mapped, from.channels())));
    }
    long swapped = scratch + TileKernels.scratchBytes(mostChannels());
    TileKernels.Taps taps = SwappedKernel.taps(problem, swapped);
    return tiles.sequence(List.of(new SwappedKernel(problem, rowMajor, first, end, swapped),
        tiles.fromKernel(TileMap.KERNEL, taps, first, count, mapped, from.channels())));
  }

  @Override
  public ConvolutionPlan with(ConvolutionProblem part) {
    return new WinogradConvolution(part, products, code);
  }

  @Override
  public Kernel bind(long input, long kernel, long output, long scratch) {
    long mapped = scratch + TileKernels.scratchBytes(mostChannels());
    long multiplied = mapped + TileBlocks.byteSize(blocks.size(), from.channels());
    long free = multiplied + TileBlocks.byteSize(blocks.size(), to.channels());
    Kernel whole = product.bind(mapped, kernel, multiplied, free);
    Kernel last = lastProduct.bind(mapped, kernel, multiplied, free);
    TileKernels tiles = new TileKernels(code, scratch, mostChannels());
    List<Kernel> sequence = new ArrayList<>();
    if (!isForward) {
      sequence.add(() -> Memory.zero(input, 4L * problem.batch() * problem.inputElements()));
    }
    for (int i = 0; i < blocks.count(); i++) {
      int first = blocks.first(i);
      int count = blocks.size(i);
      sequence.add(tiles.fromPicture(isForward ? TileMap.INPUT : TileMap.OUTPUT_GRADIENT, from, isForward ? input : output, first, count, mapped));
      sequence.add(i + 1 < blocks.count() ? whole : last);
      sequence.add(tiles.toPicture(isForward ? TileMap.OUTPUT : TileMap.INPUT_GRADIENT, to, multiplied, isForward ? output : input, first, count));
    }
    return tiles.sequence(sequence);
  }
}
