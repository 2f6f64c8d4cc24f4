package org.sungu.backend.cpu.kernel;

/// A piece of work with every address and size bound. Running it allocates nothing and checks nothing.
@FunctionalInterface
public interface Kernel {
  void run();

  /// Frees what the kernel holds besides the memory it was bound to.
  default void close() {}
}
