package org.sungu.backend.cpu.provider;

/// A row-major array seen as `[outer, size, inner]`, of which the middle axis is reduced.
public record ReducedAxis(long outer, long size, long inner) {
  /// How many elements of each column are added before their sum is added to the others', so that errors of rounding stay small. All
  /// kernels do the same, so that sums do not depend on who computes them.
  public static final int COLUMN_RUN = 128;
}
