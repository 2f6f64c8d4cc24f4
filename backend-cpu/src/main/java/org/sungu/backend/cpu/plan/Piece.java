package org.sungu.backend.cpu.plan;

import java.util.function.Function;
import org.sungu.backend.cpu.kernel.Kernel;

/// Work that is done from beginning to end at one go, by one thread.
///
/// @param scratchBytes memory that it needs while it runs
/// @param kernel makes the kernel once addresses are known
public record Piece(long scratchBytes, Function<Addresses, Kernel> kernel) implements Work {
  public static Piece of(Function<Addresses, Kernel> kernel) {
    return new Piece(0, kernel);
  }
}
