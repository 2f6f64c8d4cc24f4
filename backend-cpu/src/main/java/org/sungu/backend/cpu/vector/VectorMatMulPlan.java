package org.sungu.backend.cpu.vector;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrix products on vectors.
record VectorMatMulPlan(MatrixProduct product) implements MatMulPlan {
  @Override
  public boolean isInOrder() {
    return true;
  }

  @Override
  public long scratchBytes() {
    return product.isDot() ? VectorParts.BYTES : VectorMatMul.scratchBytes(product);
  }

  @Override
  public Kernel bind(long a, long b, long c, long scratch) {
    return product.isDot() ? new VectorDot(product, a, b, c, scratch) : new VectorMatMul(product, a, b, c, scratch);
  }
}
