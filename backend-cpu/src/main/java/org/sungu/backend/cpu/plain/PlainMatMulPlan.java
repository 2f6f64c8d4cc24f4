package org.sungu.backend.cpu.plain;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrix products in plain loops, with room to transpose the right operand.
record PlainMatMulPlan(MatrixProduct product) implements MatMulPlan {
  @Override
  public boolean isInOrder() {
    return true;
  }

  @Override
  public long scratchBytes() {
    return product.isRightTransposed() ? 4L * product.k() * product.n() : 0;
  }

  @Override
  public Kernel bind(long a, long b, long c, long scratch) {
    return new PlainMatMul(product, a, b, c, scratch);
  }
}
