package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;
import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Sums and dot products of long rows in 64 interleaved parts, in the order that [org.sungu.backend.cpu.provider.Kernels#sum] defines. However wide the
/// registers are, four of them at a time hold parts; narrower ones pass over the row more often.
final class VectorParts {
  static final int PARTS = 64;
  static final int BYTES = 4 * PARTS;
  static final int RUN = 4096;
  /// Parts that one pass adds up.
  private static final int PASS = 4 * LANES;

  private VectorParts() {}

  /// The sum of the elements.
  ///
  /// @param scratch room for the parts
  static float sum(long row, long count, long scratch) {
    float total = 0;
    for (long start = 0; start < count; start += RUN) {
      int bytes = 4 * (int) Math.min(RUN, count - start);
      for (int part = 0; part < BYTES; part += 4 * PASS) {
        addUp(row + 4 * start, bytes, part, scratch);
      }
      float run = folded(scratch);
      total = start == 0 ? run : total + run;
    }
    return total;
  }

  /// The sum of the products of elements.
  static float dot(long row, long vector, long count, long scratch) {
    float total = 0;
    for (long start = 0; start < count; start += RUN) {
      int bytes = 4 * (int) Math.min(RUN, count - start);
      for (int part = 0; part < BYTES; part += 4 * PASS) {
        multiplyAndAddUp(row + 4 * start, vector + 4 * start, bytes, part, scratch);
      }
      float run = folded(scratch);
      total = start == 0 ? run : total + run;
    }
    return total;
  }

  private static void addUp(long row, int bytes, int part, long scratch) {
    FloatVector s0 = FloatVector.zero(Vectors.FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = part;
    for (; i <= bytes - 4 * WIDTH; i += BYTES) {
      s0 = s0.add(load(row + i));
      s1 = s1.add(load(row + i + WIDTH));
      s2 = s2.add(load(row + i + 2L * WIDTH));
      s3 = s3.add(load(row + i + 3L * WIDTH));
    }
    if (i < bytes) {
      s0 = s0.add(tail(row, i, bytes));
      s1 = s1.add(tail(row, i + WIDTH, bytes));
      s2 = s2.add(tail(row, i + 2L * WIDTH, bytes));
      s3 = s3.add(tail(row, i + 3L * WIDTH, bytes));
    }
    storeParts(scratch + part, s0, s1, s2, s3);
  }

  private static void multiplyAndAddUp(long row, long vector, int bytes, int part, long scratch) {
    FloatVector s0 = FloatVector.zero(Vectors.FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = part;
    for (; i <= bytes - 4 * WIDTH; i += BYTES) {
      s0 = load(row + i).fma(load(vector + i), s0);
      s1 = load(row + i + WIDTH).fma(load(vector + i + WIDTH), s1);
      s2 = load(row + i + 2L * WIDTH).fma(load(vector + i + 2L * WIDTH), s2);
      s3 = load(row + i + 3L * WIDTH).fma(load(vector + i + 3L * WIDTH), s3);
    }
    if (i < bytes) {
      s0 = tail(row, i, bytes).fma(tail(vector, i, bytes), s0);
      s1 = tail(row, i + WIDTH, bytes).fma(tail(vector, i + WIDTH, bytes), s1);
      s2 = tail(row, i + 2L * WIDTH, bytes).fma(tail(vector, i + 2L * WIDTH, bytes), s2);
      s3 = tail(row, i + 3L * WIDTH, bytes).fma(tail(vector, i + 3L * WIDTH, bytes), s3);
    }
    storeParts(scratch + part, s0, s1, s2, s3);
  }

  /// What is left of a row, with zeros behind it.
  private static FloatVector tail(long row, long from, int bytes) {
    VectorMask<Float> mask = Vectors.first((bytes - from) / 4);
    return from < bytes ? load(row + from, mask) : FloatVector.zero(Vectors.FLOATS);
  }

  private static void storeParts(long to, FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
    store(to, s0);
    store(to + WIDTH, s1);
    store(to + 2L * WIDTH, s2);
    store(to + 3L * WIDTH, s3);
  }

  private static float folded(long parts) {
    int half = PARTS / 2;
    for (; half >= LANES; half /= 2) {
      for (int i = 0; i < half; i += LANES) {
        store(parts + 4L * i, load(parts + 4L * i).add(load(parts + 4L * (i + half))));
      }
    }
    for (; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        putFloat(parts + 4L * i, getFloat(parts + 4L * i) + getFloat(parts + 4L * (i + half)));
      }
    }
    return getFloat(parts);
  }
}
