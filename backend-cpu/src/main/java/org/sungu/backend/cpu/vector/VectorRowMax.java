package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// The largest elements of rows.
record VectorRowMax(ReducedAxis axis, long from, long to) implements Kernel {
  @Override
  public void run() {
    long size = axis.size();
    for (long i = 0; i < axis.outer(); i++) {
      long row = from + 4 * i * size;
      FloatVector largest = Vectors.splat(Float.NEGATIVE_INFINITY);
      long j = 0;
      for (; j <= size - LANES; j += LANES) {
        largest = largest.max(load(row + 4 * j));
      }
      if (j < size) {
        var mask = Vectors.first(size - j);
        largest = largest.max(Vectors.splat(Float.NEGATIVE_INFINITY).blend(load(row + 4 * j, mask), mask));
      }
      Memory.putFloat(to + 4 * i, largest.reduceLanes(VectorOperators.MAX));
    }
  }
}
