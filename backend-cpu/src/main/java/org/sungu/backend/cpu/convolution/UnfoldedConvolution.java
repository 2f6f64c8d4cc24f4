package org.sungu.backend.cpu.convolution;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionProblem;

/// A convolution or gradient without groups: for each input of the batch, its windows are unfolded into the rows of a matrix, of which
/// one matrix product makes the output or the kernel's gradient; for the input's gradient, a product makes rows that are added up.
final class UnfoldedConvolution implements Kernel {
  /// Fewer floats than this are copied faster by a loop.
  private static final int SHORT = 16;

  private final ConvolutionProblem problem;
  private final WindowMap map;
  private final Kernel[] products;
  private final long input;
  private final long kernel;
  private final long unfolded;
  private final long part;

  /// @param products the matrix product for each input of the batch
  /// @param part where the products leave what one input adds to the kernel's gradient
  UnfoldedConvolution(ConvolutionProblem problem, WindowMap map, Kernel[] products, long input, long kernel, long unfolded, long part) {
    this.problem = problem;
    this.map = map;
    this.products = products;
    this.input = input;
    this.kernel = kernel;
    this.unfolded = unfolded;
    this.part = part;
  }

  @Override
  public void run() {
    long bytes = 4 * problem.inputElements();
    switch (problem.role()) {
      case OUTPUT -> {
        for (int i = 0; i < products.length; i++) {
          unfold(input + i * bytes);
          products[i].run();
        }
      }
      case INPUT_GRADIENT -> {
        Memory.zero(input, products.length * bytes);
        for (int i = 0; i < products.length; i++) {
          products[i].run();
          fold(input + i * bytes);
        }
      }
      case KERNEL_GRADIENT -> {
        Memory.zero(kernel, 4 * problem.kernelElements());
        for (int i = 0; i < products.length; i++) {
          unfold(input + i * bytes);
          products[i].run();
          add(part, kernel, problem.kernelElements());
        }
      }
    }
  }

  private void unfold(long x) {
    int channels = problem.channels();
    long row = 4L * channels;
    long to = unfolded;
    for (int window = 0; window < map.windows(); window++) {
      for (int k = 0; k < map.size(); k++, to += row) {
        long position = map.position(window, k);
        if (position < 0) {
          Memory.zero(to, row);
        } else if (channels >= SHORT) {
          Memory.copy(x + position * row, to, row);
        } else {
          copyShort(x + position * row, to, row);
        }
      }
    }
  }

  private static void copyShort(long from, long to, long bytes) {
    for (long i = 0; i < bytes; i += 4) {
      putFloat(to + i, getFloat(from + i));
    }
  }

  private void fold(long x) {
    long row = 4L * problem.channels();
    long from = unfolded;
    for (int window = 0; window < map.windows(); window++) {
      for (int k = 0; k < map.size(); k++, from += row) {
        long position = map.position(window, k);
        if (position >= 0) {
          add(from, x + position * row, problem.channels());
        }
      }
    }
  }

  private static void add(long from, long to, long count) {
    for (long i = 0; i < 4 * count; i += 4) {
      putFloat(to + i, getFloat(to + i) + getFloat(from + i));
    }
  }

  @Override
  public void close() {
    for (Kernel product : products) {
      product.close();
    }
  }
}
