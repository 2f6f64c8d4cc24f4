package org.sungu.rewrite;

import java.util.List;
import java.util.stream.Collectors;
import org.sungu.graph.program.Program;

/// Rewrites repeated, in order, until none changes anything.
final class Fixpoint implements Rewrite {
  /// Each round needs a chance that the one before opened; programs seen so far need up to five.
  private static final int MOST_ROUNDS = 50;

  private final List<Rewrite> rewrites;

  Fixpoint(List<Rewrite> rewrites) {
    this.rewrites = List.copyOf(rewrites);
  }

  @Override
  public String name() {
    return rewrites.stream().map(Rewrite::name).collect(Collectors.joining(", "));
  }

  @Override
  public Program apply(Program program) {
    Program current = program;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Program before = current;
      for (Rewrite rewrite : rewrites) {
        current = rewrite.apply(current);
      }
      if (current == before) {
        return current;
      }
    }
    throw new IllegalStateException("rewrites " + name() + " still change the program after " + MOST_ROUNDS + " rounds");
  }
}
