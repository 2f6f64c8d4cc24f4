package org.sungu.backend.cpu.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The matrices of a batch of products, along axes of their own. Matrix `i` is counted in row-major order.
///
/// @param axes the outermost first; none for a single product
public record MatrixBatch(List<Axis> axes) {
  public static final MatrixBatch SINGLE = new MatrixBatch(List.of());

  /// @param count at least 2
  /// @param a elements from one left operand to the next
  /// @param b the same for right operands
  /// @param c the same for results
  public record Axis(long count, long a, long b, long c) {}

  /// Some of the matrices, and the first of them.
  public record Part(long first, MatrixBatch batch) {}

  public MatrixBatch {
    axes = List.copyOf(axes);
  }

  /// How many matrices there are.
  public long count() {
    return count(0);
  }

  private long count(int firstAxis) {
    long count = 1;
    for (int i = firstAxis; i < axes.size(); i++) {
      count *= axes.get(i).count();
    }
    return count;
  }

  /// Elements from the first left operand to that of matrix `i`.
  public long a(long i) {
    return offset(i, Axis::a);
  }

  /// Elements from the first right operand to that of matrix `i`.
  public long b(long i) {
    return offset(i, Axis::b);
  }

  /// Elements from the first result to that of matrix `i`.
  public long c(long i) {
    return offset(i, Axis::c);
  }

  private long offset(long i, ToLongFunction<Axis> stride) {
    long offset = 0;
    long rest = i;
    for (int level = axes.size() - 1; level >= 0; level--) {
      Axis axis = axes.get(level);
      offset += rest % axis.count() * stride.applyAsLong(axis);
      rest /= axis.count();
    }
    return offset;
  }

  /// The matrices `from` to `to` as few batches.
  public List<Part> parts(long from, long to) {
    List<Part> parts = new ArrayList<>();
    long at = from;
    while (at < to) {
      int axis = 0;
      while (axis < axes.size() && (at % count(axis + 1) != 0 || at + count(axis + 1) > to)) {
        axis++;
      }
      if (axis == axes.size()) {
        parts.add(new Part(at++, SINGLE));
        continue;
      }
      long unit = count(axis + 1);
      Axis outer = axes.get(axis);
      long some = Math.min((to - at) / unit, outer.count() - at / unit % outer.count());
      List<Axis> inner = new ArrayList<>(axes.subList(axis + 1, axes.size()));
      if (some > 1) {
        inner.addFirst(new Axis(some, outer.a(), outer.b(), outer.c()));
      }
      parts.add(new Part(at, new MatrixBatch(inner)));
      at += some * unit;
    }
    return parts;
  }
}
