package org.sungu.backend.cpu.binding;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.tensor.DType;

/// A matrix product by oneDNN, made for shapes and strides; [#bind] gives it addresses. Freed once unreachable.
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
    List<MatrixBatch.Axis> batch = product.batch().axes();
    long source = descriptor(product.type(), batch, MatrixBatch.Axis::a, m, k, product.aRow(), product.aColumn());
    long weights = descriptor(product.type(), batch, MatrixBatch.Axis::b, k, n, product.bRow(), product.bColumn());
    long destination = descriptor(product.type(), batch, MatrixBatch.Axis::c, m, n, product.cRow(), 1);
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

  private static long descriptor(DType type, List<MatrixBatch.Axis> batch, ToLongFunction<MatrixBatch.Axis> stride, long rows, long columns,
      long rowStride, long columnStride) {
    long[] sizes = LongStream.concat(batch.stream().mapToLong(MatrixBatch.Axis::count), LongStream.of(rows, columns)).toArray();
    long[] strides = LongStream.concat(batch.stream().mapToLong(stride), LongStream.of(rowStride, columnStride)).toArray();
    return OneDnn.descriptor(type, sizes, strides);
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
