package org.sungu.cli;

import org.sungu.backend.Backend;
import org.sungu.backend.cpu.CpuBackend;

/// Which backend the command computes with.
final class Backends {
  private Backends() {}

  static Backend standard() {
    return new CpuBackend();
  }
}
