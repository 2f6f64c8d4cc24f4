package org.sungu.backend.cpu.provider;

import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.graph.Windows;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A convolution of `[batch, spatial…, channels]` with a kernel `[size…, channels/groups, filters]` that gives
/// `[batch, windows…, filters]`, or one of its gradients; all arrays are row-major.
///
/// @param type that of all elements: float32, or bfloat16 where there are kernels for it
public record ConvolutionProblem(ConvolutionRole role, Windows windows, int groups, int batch, Shape spatial, int channels,
    int filters, DType type) {
  public ConvolutionProblem withBatch(int count) {
    return new ConvolutionProblem(role, windows, groups, count, spatial, channels, filters, type);
  }

  /// Elements of one input of the batch.
  public long inputElements() {
    return spatial.elementCount() * channels;
  }

  /// Elements of one output of the batch.
  public long outputElements() {
    return outputPositions() * filters;
  }

  public long outputPositions() {
    return windows.count(spatial).elementCount();
  }

  public long kernelElements() {
    return windows.size().elementCount() * (channels / groups) * filters;
  }

  /// Multiplications and additions, counted together.
  public long operations() {
    return (long) batch * outputPositions() * kernelElements();
  }
}
