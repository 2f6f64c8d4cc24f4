package org.sungu.backend.cpu.provider;

import org.sungu.backend.cpu.kernel.Kernel;

/// How a matrix product will be computed, once the operands have addresses.
public interface MatMulPlan {
  /// Whether it sums in the order that [Kernels#matMul] defines, so that other kernels may take its place.
  boolean isInOrder();

  /// Bytes of scratch memory that it needs while it runs.
  long scratchBytes();

  /// @param a the address of the left operand, as the others are addresses; `c` is written row-major
  Kernel bind(long a, long b, long c, long scratch);
}
