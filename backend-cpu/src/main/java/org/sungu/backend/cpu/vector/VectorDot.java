package org.sungu.backend.cpu.vector;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrices with contiguous rows times vectors.
record VectorDot(MatrixProduct product, long a, long b, long c, long scratch) implements Kernel {
  @Override
  public void run() {
    for (long i = 0; i < product.batch(); i++) {
      long left = a + 4 * i * product.aBatch();
      long right = b + 4 * i * product.bBatch();
      long result = c + 4 * i * product.m();
      for (int row = 0; row < product.m(); row++) {
        long address = left + 4L * row * product.aRow();
        Memory.putFloat(result + 4L * row, VectorParts.dot(address, right, product.k(), scratch));
      }
    }
  }
}
