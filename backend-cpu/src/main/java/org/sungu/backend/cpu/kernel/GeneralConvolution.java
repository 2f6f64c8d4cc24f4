package org.sungu.backend.cpu.kernel;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.NDArray;

/// Convolutions and their gradients of any floating type, in double precision.
///
/// @param role which of the three arrays is the result; the others are operands
/// @param scratch 8 bytes for each element of the result
public record GeneralConvolution(ConvolutionRole role, WindowMap map, int groups, NDArray input, NDArray kernel, NDArray output, long scratch)
    implements Kernel {
  @Override
  public void run() {
    NDArray result = switch (role) {
      case OUTPUT -> output;
      case INPUT_GRADIENT -> input;
      case KERNEL_GRADIENT -> kernel;
    };
    long count = result.elementCount();
    Memory.zero(scratch, 8 * count);
    long windows = (long) input.shape().size(0) * map.windows();
    for (long i = 0; i < windows; i++) {
      for (int k = 0; k < map.size(); k++) {
        long position = map.position(i, k);
        if (position >= 0) {
          addProducts(position, k, i);
        }
      }
    }
    for (long i = 0; i < count; i++) {
      result.setDouble(i, Memory.getDouble(scratch + 8 * i));
    }
  }

  private void addProducts(long position, int element, long window) {
    int channels = kernel.shape().size(-2);
    int filters = kernel.shape().size(-1);
    for (int f = 0; f < filters; f++) {
      long x = position * input.shape().size(-1) + (long) (f / (filters / groups)) * channels;
      long y = window * filters + f;
      for (int c = 0; c < channels; c++) {
        long weight = ((long) element * channels + c) * filters + f;
        switch (role) {
          case OUTPUT -> add(y, input.getDouble(x + c) * kernel.getDouble(weight));
          case INPUT_GRADIENT -> add(x + c, output.getDouble(y) * kernel.getDouble(weight));
          case KERNEL_GRADIENT -> add(weight, input.getDouble(x + c) * output.getDouble(y));
        }
      }
    }
  }

  private void add(long index, double value) {
    Memory.putDouble(scratch + 8 * index, Memory.getDouble(scratch + 8 * index) + value);
  }
}
