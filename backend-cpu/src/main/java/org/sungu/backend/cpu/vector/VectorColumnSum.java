package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// Sums over an axis that is not the last, four registers of columns at a time.
record VectorColumnSum(ReducedAxis axis, long from, long to) implements Kernel {
  @Override
  public void run() {
    long inner = axis.inner();
    for (long i = 0; i < axis.outer(); i++) {
      long source = from + 4 * i * axis.size() * inner;
      long target = to + 4 * i * inner;
      long column = 0;
      for (; column <= inner - 4L * LANES; column += 4L * LANES) {
        sumFour(source + 4 * column, target + 4 * column);
      }
      for (; column <= inner - LANES; column += LANES) {
        store(target + 4 * column, sumOne(source + 4 * column));
      }
      if (column < inner) {
        store(target + 4 * column, sumOne(source + 4 * column), Vectors.first(inner - column));
      }
    }
  }

  private void sumFour(long source, long target) {
    FloatVector t0 = FloatVector.zero(Vectors.FLOATS);
    FloatVector t1 = t0;
    FloatVector t2 = t0;
    FloatVector t3 = t0;
    long row = source;
    for (long start = 0; start < axis.size(); start += ReducedAxis.COLUMN_RUN) {
      FloatVector s0 = FloatVector.zero(Vectors.FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int rows = (int) Math.min(ReducedAxis.COLUMN_RUN, axis.size() - start);
      for (int i = 0; i < rows; i++) {
        s0 = s0.add(load(row));
        s1 = s1.add(load(row + WIDTH));
        s2 = s2.add(load(row + 2L * WIDTH));
        s3 = s3.add(load(row + 3L * WIDTH));
        row += 4 * axis.inner();
      }
      t0 = start == 0 ? s0 : t0.add(s0);
      t1 = start == 0 ? s1 : t1.add(s1);
      t2 = start == 0 ? s2 : t2.add(s2);
      t3 = start == 0 ? s3 : t3.add(s3);
    }
    store(target, t0);
    store(target + WIDTH, t1);
    store(target + 2L * WIDTH, t2);
    store(target + 3L * WIDTH, t3);
  }

  /// May read beyond the last column, into the next row or the buffer's padding.
  private FloatVector sumOne(long source) {
    FloatVector total = FloatVector.zero(Vectors.FLOATS);
    long row = source;
    for (long start = 0; start < axis.size(); start += ReducedAxis.COLUMN_RUN) {
      FloatVector sum = FloatVector.zero(Vectors.FLOATS);
      int rows = (int) Math.min(ReducedAxis.COLUMN_RUN, axis.size() - start);
      for (int i = 0; i < rows; i++) {
        sum = sum.add(load(row));
        row += 4 * axis.inner();
      }
      total = start == 0 ? sum : total.add(sum);
    }
    return total;
  }
}
