package org.sungu.backend.cpu.convolution;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionProblem;

/// A convolution or gradient in groups, window by window. Where every channel is a group with one filter, the innermost loop runs over
/// channels, else over the filters of a group.
final class GroupedConvolution implements Kernel {
  private final ConvolutionProblem problem;
  private final WindowMap map;
  private final long input;
  private final long kernel;
  private final long output;

  GroupedConvolution(ConvolutionProblem problem, WindowMap map, long input, long kernel, long output) {
    this.problem = problem;
    this.map = map;
    this.input = input;
    this.kernel = kernel;
    this.output = output;
  }

  @Override
  public void run() {
    switch (problem.role()) {
      case OUTPUT -> Memory.zero(output, 4L * problem.batch() * problem.outputElements());
      case INPUT_GRADIENT -> Memory.zero(input, 4L * problem.batch() * problem.inputElements());
      case KERNEL_GRADIENT -> Memory.zero(kernel, 4 * problem.kernelElements());
    }
    long windows = (long) problem.batch() * map.windows();
    int groupChannels = problem.channels() / problem.groups();
    for (long window = 0; window < windows; window++) {
      long y = output + 4 * window * problem.filters();
      for (int k = 0; k < map.size(); k++) {
        long position = map.position(window, k);
        if (position >= 0) {
          add(input + 4 * position * problem.channels(), kernel + 4L * k * groupChannels * problem.filters(), y);
        }
      }
    }
  }

  /// Adds what one element of one window contributes.
  private void add(long x, long weights, long y) {
    int groups = problem.groups();
    int groupChannels = problem.channels() / groups;
    int groupFilters = problem.filters() / groups;
    if (groupChannels == 1 && groupFilters == 1) {
      switch (problem.role()) {
        case OUTPUT -> addProducts(x, weights, y, groups);
        case INPUT_GRADIENT -> addProducts(y, weights, x, groups);
        case KERNEL_GRADIENT -> addProducts(x, y, weights, groups);
      }
      return;
    }
    for (int channel = 0; channel < problem.channels(); channel++) {
      int group = channel / groupChannels;
      long value = x + 4L * channel;
      long row = weights + 4 * ((long) channel % groupChannels * problem.filters() + (long) group * groupFilters);
      long results = y + 4L * group * groupFilters;
      switch (problem.role()) {
        case OUTPUT -> addMultiple(getFloat(value), row, results, groupFilters);
        case INPUT_GRADIENT -> putFloat(value, getFloat(value) + dot(results, row, groupFilters));
        case KERNEL_GRADIENT -> addMultiple(getFloat(value), results, row, groupFilters);
      }
    }
  }

  private static void addProducts(long a, long b, long to, int count) {
    for (long i = 0; i < 4L * count; i += 4) {
      putFloat(to + i, Math.fma(getFloat(a + i), getFloat(b + i), getFloat(to + i)));
    }
  }

  private static void addMultiple(float factor, long from, long to, int count) {
    for (long i = 0; i < 4L * count; i += 4) {
      putFloat(to + i, Math.fma(factor, getFloat(from + i), getFloat(to + i)));
    }
  }

  private static float dot(long a, long b, int count) {
    float total = 0;
    for (long i = 0; i < 4L * count; i += 4) {
      total = Math.fma(getFloat(a + i), getFloat(b + i), total);
    }
    return total;
  }
}
