package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import java.util.Arrays;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// Sums of rows, and products of rows with a vector.
final class PlainRowSum implements Kernel {
  static final int PARTS = 64;
  static final int RUN = 4096;

  private final ReducedAxis axis;
  private final long from;
  private final long to;
  private final float[] parts = new float[PARTS];

  PlainRowSum(ReducedAxis axis, long from, long to) {
    this.axis = axis;
    this.from = from;
    this.to = to;
  }

  @Override
  public void run() {
    for (long i = 0; i < axis.outer(); i++) {
      long row = from + 4 * i * axis.size();
      float total = 0;
      for (long start = 0; start < axis.size(); start += RUN) {
        int count = (int) Math.min(RUN, axis.size() - start);
        Arrays.fill(parts, 0);
        for (int j = 0; j < count; j++) {
          parts[j % PARTS] += getFloat(row + 4 * (start + j));
        }
        float run = folded(parts);
        total = start == 0 ? run : total + run;
      }
      putFloat(to + 4 * i, total);
    }
  }

  /// The sum of the parts, added in pairs; destroys them.
  static float folded(float[] parts) {
    for (int half = PARTS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        parts[i] += parts[i + half];
      }
    }
    return parts[0];
  }
}
