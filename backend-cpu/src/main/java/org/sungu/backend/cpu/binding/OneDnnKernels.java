package org.sungu.backend.cpu.binding;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.PointwiseLoops;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.backend.cpu.provider.ReducedAxis;
import org.sungu.tensor.DType;

/// Large matrix products and convolutions by oneDNN, which sums in an order of its own; everything else by other kernels.
///
/// @param others the kernels for everything else
public record OneDnnKernels(Kernels others) implements Kernels {
  /// Below this many multiply-adds own kernels are as fast, and start without loading a library.
  private static final long LARGE = 4_000_000;
  /// The same where the library is loaded anyway.
  private static final long LARGE_PIECE = 500_000;

  @Override
  public PointwiseLoops loops() {
    return others.loops();
  }

  @Override
  public boolean hasBfloat16(long operations) {
    return operations >= LARGE && OneDnnLibrary.shared().isPresent() && Bfloat16Instructions.areThere();
  }

  @Override
  public MatMulPlan matMul(MatrixProduct product, long operations) {
    if (product.type() == DType.BFLOAT16) {
      return MatMulPrimitive.of(product);
    }
    boolean large = operations >= LARGE && product.operations() >= LARGE_PIECE && !product.isDot() && product.m() > 1;
    return large && OneDnnLibrary.shared().isPresent() ? MatMulPrimitive.of(product) : others.matMul(product, operations);
  }

  @Override
  public ConvolutionPlan convolution(ConvolutionProblem problem, boolean keepsKernel) {
    boolean large = problem.operations() >= LARGE && OneDnnLibrary.shared().isPresent();
    return large || problem.type() == DType.BFLOAT16 ? ConvolutionPrimitive.of(problem, keepsKernel) : others.convolution(problem, keepsKernel);
  }

  @Override
  public Kernel pooling(PoolingProblem problem, long first, long second, long to) {
    return others.pooling(problem, first, second, to);
  }

  @Override
  public Kernel sum(ReducedAxis axis, long from, long to, long scratch) {
    return others.sum(axis, from, to, scratch);
  }

  @Override
  public long sumScratchBytes() {
    return others.sumScratchBytes();
  }

  @Override
  public Kernel max(ReducedAxis axis, long from, long to) {
    return others.max(axis, from, to);
  }

  @Override
  public Kernel uniform(long count, long first, long end, int stream, long seed, long counter, long to) {
    return others.uniform(count, first, end, stream, seed, counter, to);
  }
}
