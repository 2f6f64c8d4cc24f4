package org.sungu.backend.cpu.lowering;

import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;

/// What programs are lowered for.
///
/// @param coded whether steps that machine code can be written for will run as such
/// @param team who works on the steps
public record Target(Kernels kernels, Winograd winograd, boolean coded, Team team) {
  /// The same for the body of a loop, whose steps become code as a whole or not at all.
  Target forBody(Team helpers) {
    return new Target(kernels, winograd, false, helpers);
  }
}
