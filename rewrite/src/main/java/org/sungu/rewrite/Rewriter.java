package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.program.Program;
import org.sungu.graph.program.Verifier;

/// Runs rewrites one after the other.
public final class Rewriter {
  private final List<Rewrite> rewrites;
  private final boolean verifying;

  private Rewriter(List<Rewrite> rewrites, boolean verifying) {
    this.rewrites = List.copyOf(rewrites);
    this.verifying = verifying;
  }

  public static Rewriter of(List<Rewrite> rewrites) {
    return new Rewriter(rewrites, false);
  }

  /// The same, with the program verified in front and behind each rewrite: for tests, and where a rewrite is under suspicion.
  public Rewriter verifying() {
    return new Rewriter(rewrites, true);
  }

  /// The same with one more rewrite at the end.
  public Rewriter then(Rewrite rewrite) {
    List<Rewrite> more = new ArrayList<>(rewrites);
    more.add(rewrite);
    return new Rewriter(more, verifying);
  }

  /// The same with the rewrites of another at the end.
  public Rewriter then(Rewriter next) {
    List<Rewrite> more = new ArrayList<>(rewrites);
    more.addAll(next.rewrites);
    return new Rewriter(more, verifying || next.verifying);
  }

  /// @throws IllegalStateException if verification is on and finds something, with the rewrite's name
  public Program rewrite(Program program) {
    if (verifying) {
      Verifier.verify(program);
    }
    Program current = program;
    for (Rewrite rewrite : rewrites) {
      current = rewrite.apply(current);
      if (verifying) {
        verify(rewrite, program, current);
      }
    }
    return current;
  }

  private static void verify(Rewrite rewrite, Program before, Program after) {
    try {
      Verifier.verify(after);
    } catch (IllegalStateException e) {
      throw new IllegalStateException("after " + rewrite.name() + ": " + e.getMessage(), e);
    }
    if (!after.inputs().equals(before.inputs())) {
      throw new IllegalStateException("after " + rewrite.name() + ": inputs " + after.inputs() + "; expected " + before.inputs());
    }
  }
}
