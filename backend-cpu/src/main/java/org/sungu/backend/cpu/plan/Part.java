package org.sungu.backend.cpu.plan;

import org.sungu.backend.cpu.kernel.Kernel;

/// A step's work, or a part of it that does not depend on the other parts.
@FunctionalInterface
public interface Part {
  /// Makes the kernel once addresses are known.
  Kernel bind(Addresses addresses);
}
