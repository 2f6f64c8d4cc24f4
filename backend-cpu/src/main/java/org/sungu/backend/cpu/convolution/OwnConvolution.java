package org.sungu.backend.cpu.convolution;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.tensor.Shape;

/// Convolutions as matrix products of unfolded windows, or as loops over groups.
public final class OwnConvolution implements ConvolutionPlan {
  private final ConvolutionProblem problem;
  private final Kernels kernels;
  private final WindowMap map;
  private final MatMulPlan product;

  /// @param kernels compute the matrix products
  public OwnConvolution(ConvolutionProblem problem, Kernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.map = WindowMap.of(problem.windows(), Shape.of(1).append(problem.spatial().toArray()).append(problem.channels()));
    MatrixProduct whole = product(problem, map);
    this.product = kernels.matMul(whole, whole.operations());
  }

  private static MatrixProduct product(ConvolutionProblem problem, WindowMap map) {
    int windows = map.windows();
    int row = map.size() * problem.channels();
    int filters = problem.filters();
    return switch (problem.role()) {
      case OUTPUT -> MatrixProduct.single(windows, filters, row, row, 1, filters, 1);
      case INPUT_GRADIENT -> MatrixProduct.single(windows, row, filters, filters, 1, 1, filters);
      case KERNEL_GRADIENT -> MatrixProduct.single(row, filters, windows, 1, row, filters, 1);
    };
  }

  @Override
  public long scratchBytes() {
    return problem.groups() > 1 ? 0
        : unfoldedBytes() + Memory.aligned(4L * problem.kernelElements()) + product.scratchBytes();
  }

  private long unfoldedBytes() {
    return Memory.aligned(4L * map.windows() * map.size() * problem.channels());
  }

  @Override
  public long arrangedBytes() {
    return 0;
  }

  @Override
  public Kernel arrange(long from, long to, int first, int end, long scratch) {
    return () -> Memory.copy(from, to, 4 * problem.kernelElements());
  }

  @Override
  public ConvolutionPlan with(ConvolutionProblem part) {
    return new OwnConvolution(part, kernels);
  }

  @Override
  public Kernel bind(long input, long kernel, long output, long scratch) {
    if (problem.groups() > 1) {
      return new GroupedConvolution(problem, map, input, kernel, output);
    }
    long unfolded = scratch;
    long part = unfolded + unfoldedBytes();
    long free = part + Memory.aligned(4L * problem.kernelElements());
    Kernel[] products = new Kernel[problem.batch()];
    for (int i = 0; i < products.length; i++) {
      long y = output + 4L * i * problem.outputElements();
      products[i] = switch (problem.role()) {
        case OUTPUT -> product.bind(unfolded, kernel, y, free);
        case INPUT_GRADIENT -> product.bind(y, kernel, unfolded, free);
        case KERNEL_GRADIENT -> product.bind(unfolded, y, part, free);
      };
    }
    return new UnfoldedConvolution(problem, map, products, input, kernel, unfolded, part);
  }
}
