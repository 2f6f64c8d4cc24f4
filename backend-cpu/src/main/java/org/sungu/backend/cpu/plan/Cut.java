package org.sungu.backend.cpu.plan;

import java.util.Set;

/// How a step can be done in pieces: rows `from` to `to` of what it writes, without the other rows being there yet.
///
/// Rows are equal shares of a buffer in the order of memory: of a buffer that is read or written *along*, the rows `from` to `to` are the bytes
/// between `from/rows` and `to/rows` of it, and no others are touched. Of the other buffers a piece may read everything.
///
/// @param rows into how many rows the step can be cut
/// @param multiple every piece begins at a multiple of this many rows, as kernels write whole registers
/// @param leastRows fewer rows than this are not worth a piece
/// @param nanoseconds roughly how long one thread takes for all rows
/// @param along the buffers that are read or written row by row
/// @param pieces makes the piece for some rows
public record Cut(long rows, long multiple, long leastRows, double nanoseconds, Set<Buffer> along, Pieces pieces) implements Work {
  /// Work for the rows `from` (inclusive) to `to` (exclusive).
  @FunctionalInterface
  public interface Pieces {
    Piece of(long from, long to);
  }

  public Cut {
    along = Set.copyOf(along);
  }

  /// How many pieces the step can be cut into at most.
  long mostPieces() {
    return Math.max(1, rows / Math.max(multiple, leastRows));
  }
}
