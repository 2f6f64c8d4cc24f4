package org.sungu.backend.cpu.vector;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// Sums of rows.
record VectorRowSum(ReducedAxis axis, long from, long to, long scratch) implements Kernel {
  @Override
  public void run() {
    for (long i = 0; i < axis.outer(); i++) {
      Memory.putFloat(to + 4 * i, VectorParts.sum(from + 4 * i * axis.size(), axis.size(), scratch));
    }
  }
}
