package org.sungu.backend.reference;

import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.graph.program.Verifier;

/// Plain loops over every element: slow, obvious, and the meaning of every op. Other backends are compared with this one.
///
/// Floating types compute in double precision, all others in longs. Every op rounds its result to its element type once, so a sum
/// or a matrix product rounds at its end rather than after each term.
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public VariableStore newStore() {
    return new ReferenceStore();
  }

  @Override
  public Executable compile(Program program, VariableStore store) {
    if (!(store instanceof ReferenceStore own)) {
      throw new IllegalArgumentException(
          "got a store of " + store.getClass().getSimpleName() + "; expected one made by this backend's newStore()");
    }
    for (Variable variable : program.variables()) {
      if (!own.contains(variable)) {
        throw new IllegalArgumentException("variable " + variable + " has no value in the store; put one before compiling");
      }
    }
    Verifier.verify(program);
    return new ReferenceExecutable(program, own);
  }
}
