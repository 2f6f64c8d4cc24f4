package org.sungu.backend.cpu.vector;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrices with contiguous rows times vectors.
record VectorDot(MatrixProduct product, long a, long b, long c, long scratch) implements Kernel {
  @Override
  public void run() {
    for (long i = 0; i < product.batch().count(); i++) {
      long left = a + 4 * product.batch().a(i);
      long right = b + 4 * product.batch().b(i);
      long result = c + 4 * product.batch().c(i);
      for (int row = 0; row < product.m(); row++) {
        long address = left + 4L * row * product.aRow();
        Memory.putFloat(result + 4L * row * product.cRow(), VectorParts.dot(address, right, product.k(), scratch));
      }
    }
  }
}
