package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.code.CodedPart;
import org.sungu.backend.cpu.code.MatMulCode;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Part;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Some rows of a matrix product, or some products of a batch. How a product is split depends on its size only, so the numbers do not
/// depend on the number of threads.
///
/// @param aOffset where the left operand begins, in elements, like the others
record MatMulPart(MatrixProduct product, MatMulPlan plan, long aOffset, long bOffset, long cOffset) {
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
        MatrixProduct some = product.withBatch(Math.min(size, product.batch() - i));
        parts.add(new MatMulPart(some, plans.computeIfAbsent(some, kernels::matMul), i * product.aBatch(), i * product.bBatch(), i * product.m() * product.n()));
      }
    } else {
      int size = Math.toIntExact(Math.max(ROWS, Math.ceilDiv(Math.ceilDiv(product.m(), count), ROWS) * ROWS));
      for (int i = 0; i == 0 || i < product.m(); i += size) {
        MatrixProduct some = product.withRows(Math.min(size, product.m() - i));
        parts.add(new MatMulPart(some, plans.computeIfAbsent(some, kernels::matMul), i * product.aRow(), 0, (long) i * product.n()));
      }
    }
    return parts;
  }

  long scratchBytes() {
    return Memory.aligned(Math.max(plan.scratchBytes(), plan.isInOrder() ? MatMulCode.scratchBytes(product) : 0));
  }

  /// @param scratchOffset where the part's scratch memory begins
  Part of(View a, View b, View c, long scratchOffset) {
    Part plain = addresses -> plan.bind(addresses.of(a) + 4 * aOffset, addresses.of(b) + 4 * bOffset, addresses.of(c) + 4 * cOffset,
        addresses.scratch() + scratchOffset);
    return plan.isInOrder()
        ? new CodedPart(plain, (builder, locations) -> MatMulCode.emit(product, locations.of(a).plus(4 * aOffset),
            locations.of(b).plus(4 * bOffset), locations.of(c).plus(4 * cOffset), locations.scratch().plus(scratchOffset), builder))
        : plain;
  }
}
