package org.sungu.backend.cpu.provider;

import org.sungu.backend.cpu.kernel.Kernel;

/// The float32 kernels that are worth writing more than once. Every implementation computes in the same order, so that all give
/// the same bits on every machine.
public interface Kernels {
  /// Whether matrix products and convolutions of bfloat16 are computed as such; otherwise they are to be computed in float32.
  ///
  /// @param operations multiplications and additions, counted together
  default boolean hasBfloat16(long operations) {
    return false;
  }

  PointwiseLoops loops();

  /// A batch of matrix products.
  ///
  /// The sum over k is taken in order with fused multiply-adds, except that a [MatrixProduct#isDot] takes it as [#sum] does, again
  /// with fused multiply-adds.
  ///
  /// @param operations those of the whole product that this is a piece of, or 0 where it is to be computed in that order by all means
  MatMulPlan matMul(MatrixProduct product, long operations);

  /// A convolution or one of its gradients.
  ///
  /// @param keepsKernel whether the kernel is arranged once for many runs, so that it may take its time
  ConvolutionPlan convolution(ConvolutionProblem problem, boolean keepsKernel);

  /// One of the [org.sungu.graph.Pooling] ops. Sums are taken in order.
  ///
  /// @param first the address of the first operand, `second` that of the second or the first again
  Kernel pooling(PoolingProblem problem, long first, long second, long to);

  /// Sums along the middle axis.
  ///
  /// Where inner is 1, each run of 4096 elements is summed in 64 interleaved parts, element i into part i mod 64; these are added in
  /// pairs 32, then 16, … apart. Otherwise runs of 128 elements are summed in order. The runs' sums are added in order.
  Kernel sum(ReducedAxis axis, long from, long to, long scratch);

  /// Bytes of scratch memory that a sum needs.
  long sumScratchBytes();

  /// The largest elements along the middle axis, NaN where there is one, -∞ over none.
  Kernel max(ReducedAxis axis, long from, long to);

  /// The numbers that [org.sungu.graph.RandomUniform] defines.
  ///
  /// They come in pairs, number i with number `⌈count/2⌉ + i`.
  ///
  /// @param first the first pair to draw
  /// @param end the pair behind the last one to draw
  /// @param seed the address of an int64, as is `counter`
  Kernel uniform(long count, long first, long end, int stream, long seed, long counter, long to);
}
