package org.sungu.backend.reference;

import org.sungu.graph.Convolution;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions and their gradients: a walk over everything that is multiplied with each other, in double precision.
final class ConvolutionEvaluation {
  /// Adds the product of two operands, given where their elements and those of the kernel lie.
  @FunctionalInterface
  private interface Product {
    void add(int input, int kernel, int output);
  }

  private ConvolutionEvaluation() {}

  static NDArray forward(Convolution op, NDArray x, NDArray kernel, Shape result) {
    double[] inputs = x.toDoubles();
    double[] weights = kernel.toDoubles();
    double[] sums = new double[Math.toIntExact(result.elementCount())];
    walk(op, x.shape(), kernel.shape(), (i, k, o) -> sums[o] += inputs[i] * weights[k]);
    return NDArray.of(result, sums).cast(x.dtype());
  }

  static NDArray inputGradient(Convolution op, NDArray upstream, NDArray kernel, Shape result) {
    double[] outputs = upstream.toDoubles();
    double[] weights = kernel.toDoubles();
    double[] sums = new double[Math.toIntExact(result.elementCount())];
    walk(op, result, kernel.shape(), (i, k, o) -> sums[i] += outputs[o] * weights[k]);
    return NDArray.of(result, sums).cast(upstream.dtype());
  }

  static NDArray kernelGradient(Convolution op, NDArray x, NDArray upstream, Shape result) {
    double[] inputs = x.toDoubles();
    double[] outputs = upstream.toDoubles();
    double[] sums = new double[Math.toIntExact(result.elementCount())];
    walk(op, x.shape(), result, (i, k, o) -> sums[k] += inputs[i] * outputs[o]);
    return NDArray.of(result, sums).cast(x.dtype());
  }

  private static void walk(Convolution op, Shape x, Shape kernel, Product product) {
    int axes = op.strides().rank();
    Shape spatial = x.range(1, axes + 1);
    int[] positions = op.windows(kernel.range(0, axes)).positions(spatial);
    int size = Math.toIntExact(kernel.range(0, axes).elementCount());
    int windows = positions.length / size;
    int area = Math.toIntExact(spatial.elementCount());
    int filters = kernel.size(-1);
    int channels = kernel.size(-2);
    for (int i = 0; i < x.size(0) * positions.length; i++) {
      int position = positions[i % positions.length];
      int window = i / size;
      int row = (window / windows * area + position) * x.size(-1);
      for (int f = 0; position >= 0 && f < filters; f++) {
        int group = f / (filters / op.groups());
        for (int c = 0; c < channels; c++) {
          product.add(row + group * channels + c, (i % size * channels + c) * filters + f, window * filters + f);
        }
      }
    }
  }
}
