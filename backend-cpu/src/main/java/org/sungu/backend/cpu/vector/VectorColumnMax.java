package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// The largest elements along an axis that is not the last.
record VectorColumnMax(ReducedAxis axis, long from, long to) implements Kernel {
  @Override
  public void run() {
    long inner = axis.inner();
    for (long i = 0; i < axis.outer(); i++) {
      for (long column = 0; column < inner; column += LANES) {
        FloatVector largest = Vectors.splat(Float.NEGATIVE_INFINITY);
        long row = from + 4 * (i * axis.size() * inner + column);
        for (long j = 0; j < axis.size(); j++) {
          largest = largest.max(load(row));
          row += 4 * inner;
        }
        store(to + 4 * (i * inner + column), largest, Vectors.first(inner - column));
      }
    }
  }
}
