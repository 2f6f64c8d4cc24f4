package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// The largest elements along an axis.
record PlainMax(ReducedAxis axis, long from, long to) implements Kernel {
  @Override
  public void run() {
    long stride = 4 * axis.inner();
    for (long i = 0; i < axis.outer(); i++) {
      for (long j = 0; j < axis.inner(); j++) {
        long start = from + 4 * (i * axis.size() * axis.inner() + j);
        float largest = Float.NEGATIVE_INFINITY;
        for (long k = 0; k < axis.size(); k++) {
          largest = Math.max(largest, getFloat(start + k * stride));
        }
        putFloat(to + 4 * (i * axis.inner() + j), largest);
      }
    }
  }
}
