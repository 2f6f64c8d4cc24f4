package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.thread.Team;

/// Steps that are done piece by piece: all steps for the first rows, all steps for the next ones, and so on, each piece by whichever thread
/// is free. Threads meet once for the chain instead of once for every step, and what one step writes is still in the
/// nearest cache when the next one reads it.
public final class Chain {
  private final List<Step> steps;
  /// For each piece, what it does of every step.
  private final List<List<Piece>> pieces;
  /// What is done of every step by one thread alone; empty where the pieces are as good one after the other.
  private final List<Piece> whole;

  private Chain(List<Step> steps, List<List<Piece>> pieces, List<Piece> whole) {
    this.steps = List.copyOf(steps);
    this.pieces = pieces;
    this.whole = whole;
  }

  /// A step by itself.
  static Chain of(Step step, Piece whole) {
    return new Chain(List.of(step), List.of(List.of(whole)), List.of());
  }

  /// @param bounds where the pieces begin and where the last one ends, in units of which `units` are the whole
  /// @param aside pieces of steps that are not cut and have nothing to do with the others, so that another thread may do them meanwhile
  /// @param brief whether pieces take a few microseconds each; there are none aside then
  static Chain of(List<Step> steps, long units, long[] bounds, List<List<Piece>> aside, boolean brief) {
    List<List<Piece>> pieces = new ArrayList<>(aside);
    for (int i = 0; i + 1 < bounds.length; i++) {
      pieces.add(pieces(steps, units, bounds[i], bounds[i + 1]));
    }
    return new Chain(steps, pieces, brief ? pieces(steps, units, 0, units) : List.of());
  }

  private static List<Piece> pieces(List<Step> steps, long units, long from, long to) {
    List<Piece> pieces = new ArrayList<>();
    for (Step step : steps) {
      if (step.work() instanceof Cut cut) {
        long rows = cut.rows() / units;
        pieces.add(cut.pieces().of(from * rows, to * rows));
      }
    }
    return pieces;
  }

  public List<Step> steps() {
    return steps;
  }

  /// For each piece, what one thread does in order: its part of every step, or steps that are done aside.
  public List<List<Piece>> pieces() {
    return pieces;
  }

  /// What one thread does that has nobody to share with, where pieces take so little time that only threads that are awake are of help; else empty.
  public List<Piece> whole() {
    return whole;
  }

  /// How many threads can work on it at once.
  public int pieceCount() {
    return pieces.size();
  }

  /// Bytes of scratch memory that each piece has for itself, one piece's behind the other's.
  public long pieceScratchBytes() {
    return Memory.aligned(pieces.stream().flatMap(List::stream).mapToLong(Piece::scratchBytes).max().orElse(0));
  }

  long scratchBytes() {
    return Math.max(pieces.size() * pieceScratchBytes(), Memory.aligned(whole.stream().mapToLong(Piece::scratchBytes).max().orElse(0)));
  }

  /// Whether a step of the chain may write over a buffer, as far as other pieces are concerned: they must not read what it overwrites.
  boolean mayOverwrite(Buffer buffer) {
    return pieces.size() == 1
        || steps.stream().allMatch(step -> !step.reads().contains(buffer) || (step.work() instanceof Cut cut && cut.along().contains(buffer)));
  }

  /// Whether each piece touches its own rows of a buffer only.
  boolean isAlong(Buffer buffer) {
    return steps.stream().allMatch(step -> (!step.reads().contains(buffer) && !step.writes().contains(buffer))
        || (step.work() instanceof Cut cut && cut.along().contains(buffer)));
  }

  /// The kernel that does it all.
  public Kernel bind(Addresses addresses, Team team) {
    Kernel[] kernels = new Kernel[pieces.size()];
    long scratch = addresses.scratch();
    for (int i = 0; i < kernels.length; i++) {
      Addresses own = addresses.withScratch(scratch);
      kernels[i] = sequence(pieces.get(i), own);
      scratch += pieceScratchBytes();
    }
    return whole.isEmpty() ? team.together(kernels) : team.briefly(sequence(whole, addresses), kernels);
  }

  private static Kernel sequence(List<Piece> pieces, Addresses addresses) {
    Kernel[] kernels = pieces.stream().map(piece -> piece.kernel().apply(addresses)).toArray(Kernel[]::new);
    return kernels.length == 1 ? kernels[0] : new KernelSequence(kernels);
  }
}
