package org.sungu.backend.cpu.code;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.plan.Addresses;

/// One or several chains, ready to be bound to the memory of a call.
@FunctionalInterface
public interface Binding {
  /// @param arena the address of the call's arena
  Kernel bind(Addresses addresses, long arena);
}
