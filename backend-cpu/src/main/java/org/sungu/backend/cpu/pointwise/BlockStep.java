package org.sungu.backend.cpu.pointwise;

/// What is done with each block of elements.
@FunctionalInterface
interface BlockStep {
  /// @param start the first element of the block
  void run(long start, long count);
}
