package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import java.util.Arrays;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// Sums over an axis that is not the last: rows are added to rows.
final class PlainColumnSum implements Kernel {
  private final ReducedAxis axis;
  private final long from;
  private final long to;
  private final float[] run;

  PlainColumnSum(ReducedAxis axis, long from, long to) {
    this.axis = axis;
    this.from = from;
    this.to = to;
    this.run = new float[Math.toIntExact(axis.inner())];
  }

  @Override
  public void run() {
    for (long i = 0; i < axis.outer(); i++) {
      long target = to + 4 * i * axis.inner();
      for (int j = 0; j < run.length; j++) {
        putFloat(target + 4L * j, 0);
      }
      for (long start = 0; start < axis.size(); start += ReducedAxis.COLUMN_RUN) {
        sumRun(from + 4 * (i * axis.size() + start) * axis.inner(), Math.min(ReducedAxis.COLUMN_RUN, axis.size() - start));
        for (int j = 0; j < run.length; j++) {
          putFloat(target + 4L * j, start == 0 ? run[j] : getFloat(target + 4L * j) + run[j]);
        }
      }
    }
  }

  private void sumRun(long first, long rows) {
    Arrays.fill(run, 0);
    for (long r = 0; r < rows; r++) {
      long row = first + 4 * r * run.length;
      for (int j = 0; j < run.length; j++) {
        run[j] += getFloat(row + 4L * j);
      }
    }
  }
}
