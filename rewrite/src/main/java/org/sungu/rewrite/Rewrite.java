package org.sungu.rewrite;

import org.sungu.graph.program.Program;

/// A change to a whole program that keeps its inputs, its outputs' values and its variables' new values.
public interface Rewrite {
  /// The rewritten program, or the given one itself where there is nothing to change.
  Program apply(Program program);

  /// The name in messages, such as `ConstantFolding`.
  default String name() {
    return getClass().getSimpleName();
  }
}
