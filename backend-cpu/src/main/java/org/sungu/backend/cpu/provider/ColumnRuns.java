package org.sungu.backend.cpu.provider;

import java.util.List;
import java.util.Optional;
import org.sungu.tensor.Shape;

/// A sum over neighbouring axes that are not the last, cut into runs of rows. Each run is added up in order.
///
/// @param shape what is summed
/// @param start the first axis that is summed over
/// @param end the axis behind the last one
/// @param length rows of a run
public record ColumnRuns(Shape shape, int start, int end, int length) {
  private static final int LONGEST = ReducedAxis.COLUMN_RUN;
  private static final int SHORTEST = 16;
  /// Few rows are summed at one go.
  private static final long MANY_ROWS = 4 * LONGEST;
  private static final int WHOLE_REGISTERS = 16;

  /// Empty where sums of runs are not worth their own step, or do not suit registers.
  ///
  /// @param axes the axes that are summed over
  public static Optional<ColumnRuns> of(Shape shape, List<Integer> axes) {
    if (axes.isEmpty()) {
      return Optional.empty();
    }
    int start = axes.getFirst();
    int end = axes.getLast() + 1;
    long rows = shape.range(start, end).elementCount();
    boolean suits = end - start == axes.size() && end < shape.rank() && shape.elementCount() > 0
        && shape.range(end, shape.rank()).elementCount() % WHOLE_REGISTERS == 0;
    if (!suits) {
      return Optional.empty();
    }
    if (shape.range(0, start).elementCount() > 1) {
      return rows <= LONGEST && rows >= SHORTEST ? Optional.of(new ColumnRuns(shape, start, end, Math.toIntExact(rows))) : Optional.empty();
    }
    // Runs lie within samples, as pieces of other steps do.
    long within = end - start > 1 ? shape.range(start + 1, end).elementCount() : rows;
    int length = LONGEST;
    while (within % length != 0) {
      length--;
    }
    return rows > MANY_ROWS && length >= SHORTEST ? Optional.of(new ColumnRuns(shape, start, end, length)) : Optional.empty();
  }

  /// How many columns are summed.
  public long columns() {
    return shape.range(end, shape.rank()).elementCount();
  }

  /// How many runs there are.
  public long count() {
    return shape.range(0, end).elementCount() / length;
  }

  /// Elements of a run.
  public long elements() {
    return length * columns();
  }
}
