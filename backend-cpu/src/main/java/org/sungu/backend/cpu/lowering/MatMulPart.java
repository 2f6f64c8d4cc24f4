package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Some rows of a matrix product, or some products of a batch. How a product is split depends on its size only, so the numbers do not
/// depend on the number of threads.
///
/// @param aOffset where the left operand begins, in elements, like the others
record MatMulPart(MatMulPlan plan, long aOffset, long bOffset, long cOffset) {
  /// Multiply-adds that are worth a thread's while: some two hundred microseconds.
  private static final long WORK = 12_000_000;
  /// Parts begin at a multiple of so many rows, which suits all tiles.
  private static final int ROWS = 32;

  static List<MatMulPart> split(MatrixProduct product, Kernels kernels) {
    List<MatMulPart> parts = new ArrayList<>();
    Map<MatrixProduct, MatMulPlan> plans = new HashMap<>();
    long count = Math.max(1, product.operations() / WORK);
    if (product.batch() > 1) {
      long size = Math.ceilDiv(product.batch(), Math.min(count, product.batch()));
      for (long i = 0; i < product.batch(); i += size) {
        MatMulPlan plan = plans.computeIfAbsent(product.withBatch(Math.min(size, product.batch() - i)), kernels::matMul);
        parts.add(new MatMulPart(plan, i * product.aBatch(), i * product.bBatch(), i * product.m() * product.n()));
      }
    } else {
      int size = Math.toIntExact(Math.max(ROWS, Math.ceilDiv(Math.ceilDiv(product.m(), count), ROWS) * ROWS));
      for (int i = 0; i == 0 || i < product.m(); i += size) {
        MatMulPlan plan = plans.computeIfAbsent(product.withRows(Math.min(size, product.m() - i)), kernels::matMul);
        parts.add(new MatMulPart(plan, i * product.aRow(), 0, (long) i * product.n()));
      }
    }
    return parts;
  }

  long scratchBytes() {
    return Memory.aligned(plan.scratchBytes());
  }

  Kernel bind(long a, long b, long c, long scratch) {
    return plan.bind(a + 4 * aOffset, b + 4 * bOffset, c + 4 * cOffset, scratch);
  }
}
