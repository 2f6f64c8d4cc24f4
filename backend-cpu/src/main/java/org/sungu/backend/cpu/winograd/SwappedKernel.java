package org.sungu.backend.cpu.winograd;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.TileMap;

/// Copies some filters of a kernel `[3, 3, channels, filters]` to `[filters, 3, 3, channels]`.
record SwappedKernel(ConvolutionProblem problem, long kernel, int first, int end, long to) implements Kernel {
  /// Filters whose elements share lines of the cache.
  private static final int TOGETHER = 16;

  static long byteSize(ConvolutionProblem problem, int filters) {
    return 4L * TileMap.TAPS * problem.channels() * filters;
  }

  /// Where the copied filters lie.
  static TileKernels.Taps taps(ConvolutionProblem problem, long address) {
    long tap = 4L * problem.channels();
    return new TileKernels.Taps(address, TileMap.TAPS * tap, tap, problem.channels());
  }

  @Override
  public void run() {
    for (int begin = first; begin < end; begin += TOGETHER) {
      int stop = Math.min(end, begin + TOGETHER);
      for (int tap = 0; tap < TileMap.TAPS; tap++) {
        for (int filter = begin; filter < stop; filter++) {
          copy(kernel + 4L * ((long) tap * problem.channels() * problem.filters() + filter),
              to + 4L * problem.channels() * ((filter - first) * (long) TileMap.TAPS + tap));
        }
      }
    }
  }

  private void copy(long source, long target) {
    long step = 4L * problem.filters();
    long stop = target + 4L * problem.channels();
    for (long i = target, j = source; i < stop; i += 4, j += step) {
      putFloat(i, getFloat(j));
    }
  }
}
