package org.sungu.backend.cpu.code;

import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Part;

/// A part that can also be written as machine code.
///
/// @param plain the part where it cannot
public record CodedPart(Part plain, Emission emission) implements Part {
  /// Writes a part's code, or throws where that is not possible.
  @FunctionalInterface
  public interface Emission {
    void emit(CodeBuilder builder, Locations locations);
  }

  @Override
  public Kernel bind(Addresses addresses) {
    return plain.bind(addresses);
  }
}
