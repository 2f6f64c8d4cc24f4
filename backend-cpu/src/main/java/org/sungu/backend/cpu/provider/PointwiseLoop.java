package org.sungu.backend.cpu.provider;

/// A float32 function of up to three operands, applied to elements that lie one behind the other.
@FunctionalInterface
public interface PointwiseLoop {
  /// Computes `d[i] = f(a[i], b[i], c[i])` for i < count, and may go on to the end of a vector register.
  ///
  /// The lanes of an operand are -1 where it steps along, and 0 where it is one value, which then fills a whole register. Operands
  /// that the function does not have are ignored.
  void run(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count);
}
