package org.sungu.backend.cpu.vector;

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

/// Kernels on the Vector API.
public final class VectorKernels implements Kernels {
  private final VectorLoops loops = new VectorLoops();

  @Override
  public PointwiseLoops loops() {
    return loops;
  }

  @Override
  public MatMulPlan matMul(MatrixProduct product, long operations) {
    return new VectorMatMulPlan(product);
  }

  @Override
  public ConvolutionPlan convolution(ConvolutionProblem problem, boolean keepsKernel) {
    return new OwnConvolution(problem, this);
  }

  @Override
  public Kernel pooling(PoolingProblem problem, long first, long second, long to) {
    return new VectorPooling(problem, first, second, to);
  }

  @Override
  public Kernel sum(ReducedAxis axis, long from, long to, long scratch) {
    return axis.inner() == 1 ? new VectorRowSum(axis, from, to, scratch) : new VectorColumnSum(axis, from, to);
  }

  @Override
  public long sumScratchBytes() {
    return VectorParts.BYTES;
  }

  @Override
  public Kernel max(ReducedAxis axis, long from, long to) {
    return axis.inner() == 1 ? new VectorRowMax(axis, from, to) : new VectorColumnMax(axis, from, to);
  }

  @Override
  public Kernel uniform(long count, long first, long end, int stream, long seed, long counter, long to) {
    return new VectorUniform(count, first, end, stream, seed, counter, to);
  }
}
