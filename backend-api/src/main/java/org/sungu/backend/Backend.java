package org.sungu.backend;

import org.sungu.graph.program.Program;

/// Something that can run programs: plain loops, a processor's vector units, an accelerator.
public interface Backend {
  /// A short lower-case name, such as `cpu`.
  String name();

  /// An empty store for variables' values, in this backend's memory.
  VariableStore newStore();

  /// Plans and binds a program once, to be run many times. The work of finding kernels, memory and order is done here.
  ///
  /// @param store where the program's variables are read and updated; all of them must have a value there
  /// @throws IllegalArgumentException if a variable has no value, or the store is another backend's
  Executable compile(Program program, VariableStore store);
}
