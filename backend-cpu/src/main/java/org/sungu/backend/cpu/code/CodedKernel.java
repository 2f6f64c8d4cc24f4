package org.sungu.backend.cpu.code;

import java.util.function.Function;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.plan.Addresses;

/// A piece's kernel that can also be written as machine code.
///
/// @param plain the kernel where it cannot
public record CodedKernel(Function<Addresses, Kernel> plain, Emission emission) implements Function<Addresses, Kernel> {
  /// Writes a piece's code, or throws where that is not possible.
  @FunctionalInterface
  public interface Emission {
    void emit(CodeBuilder builder, Locations locations);
  }

  @Override
  public Kernel apply(Addresses addresses) {
    return plain.apply(addresses);
  }
}
