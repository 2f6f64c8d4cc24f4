package org.sungu.backend.cpu.binding;

import java.lang.ref.Cleaner;
import java.util.List;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// A float32 matrix product by oneDNN, made for shapes and strides; [#bind] gives it addresses. Freed once unreachable.
final class MatMulPrimitive implements MatMulPlan {
  static final Cleaner CLEANER = Cleaner.create();

  private final long primitive;
  private final List<Long> descriptors;
  private final long scratchBytes;

  private MatMulPrimitive(long primitive, List<Long> descriptors, long scratchBytes) {
    this.primitive = primitive;
    this.descriptors = descriptors;
    this.scratchBytes = scratchBytes;
  }

  static MatMulPrimitive of(MatrixProduct product) {
    long m = product.m();
    long n = product.n();
    long k = product.k();
    long source = descriptor(product.batch(), m, k, product.aBatch(), product.aRow(), product.aColumn());
    long weights = descriptor(product.batch(), k, n, product.bBatch(), product.bRow(), product.bColumn());
    long destination = descriptor(product.batch(), m, n, m * n, n, 1);
    long descriptor = OneDnn.matMul(source, weights, destination);
    long scratchpad = OneDnn.scratchpad(descriptor);
    long primitive = OneDnn.primitive(descriptor);
    MatMulPrimitive result =
        new MatMulPrimitive(primitive, List.of(source, weights, destination, scratchpad), OneDnn.byteSize(scratchpad));
    CLEANER.register(result, () -> {
      OneDnn.destroyPrimitive(primitive);
      OneDnn.destroyPrimitiveDescriptor(descriptor);
      OneDnn.destroyDescriptor(source);
      OneDnn.destroyDescriptor(weights);
      OneDnn.destroyDescriptor(destination);
    });
    return result;
  }

  private static long descriptor(long batch, long rows, long columns, long batchStride, long rowStride, long columnStride) {
    return batch == 1
        ? OneDnn.descriptor(new long[] {rows, columns}, new long[] {rowStride, columnStride})
        : OneDnn.descriptor(new long[] {batch, rows, columns}, new long[] {batchStride, rowStride, columnStride});
  }

  @Override
  public boolean isInOrder() {
    return false;
  }

  @Override
  public long scratchBytes() {
    return scratchBytes;
  }

  @Override
  public Kernel bind(long a, long b, long c, long scratch) {
    return PrimitiveKernel.of(this, primitive, List.of(OneDnn.SOURCE, OneDnn.WEIGHTS, OneDnn.DESTINATION, OneDnn.SCRATCHPAD),
        descriptors, List.of(a, b, c, scratch));
  }
}
