package org.sungu.backend.cpu.plain;

import org.sungu.backend.cpu.convolution.OwnConvolution;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.PointwiseLoops;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// Kernels in plain Java.
public final class PlainKernels implements Kernels {
  private final PlainLoops loops = new PlainLoops();

  @Override
  public PointwiseLoops loops() {
    return loops;
  }

  @Override
  public MatMulPlan matMul(MatrixProduct product, long operations) {
    return new PlainMatMulPlan(product);
  }

  @Override
  public ConvolutionPlan convolution(ConvolutionProblem problem, boolean keepsKernel) {
    return new OwnConvolution(problem, this);
  }

  @Override
  public Kernel pooling(PoolingProblem problem, long first, long second, long to) {
    return new PlainPooling(problem, first, second, to);
  }

  @Override
  public Kernel sum(ReducedAxis axis, long from, long to, long scratch) {
    return axis.inner() == 1 ? new PlainRowSum(axis, from, to) : new PlainColumnSum(axis, from, to);
  }

  @Override
  public long sumScratchBytes() {
    return 0;
  }

  @Override
  public Kernel max(ReducedAxis axis, long from, long to) {
    return new PlainMax(axis, from, to);
  }

  @Override
  public Kernel uniform(long count, long first, long end, int stream, long seed, long counter, long to) {
    return new PlainUniform(count, first, end, stream, seed, counter, to);
  }
}
