package org.sungu.backend.cpu.lowering;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.MatMulCode;
import org.sungu.backend.cpu.kernel.GeneralMatMul;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Matrix products.
final class MatMulLowering {
  /// Pieces begin at a multiple of so many rows, which suits all tiles.
  private static final int ROWS = 4;
  private static final long LEAST_ROWS = 16;
  private static final long MANY_WEIGHTS = 32 << 10;
  /// So many pieces are worth reading the right operand again.
  private static final int REPEATED_READS = 4;
  private static final double MULTIPLICATIONS_A_NANOSECOND = 50;

  private MatMulLowering() {}

  static View lower(MatMul op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    View a = lowering.view(node.input(0));
    View b = lowering.view(node.input(1));
    if (result.dtype() != DType.FLOAT32) {
      return general(op, lowering.contiguous(a), lowering.contiguous(b), result, lowering);
    }
    View left = isReadable(a) ? a : lowering.contiguous(a);
    View right = isReadable(b) ? b : lowering.contiguous(b);
    MatrixProduct product = product(op, left, right, result.shape());
    // A single row or column of the result is computed along the operand that is read in order.
    boolean swap = (product.n() == 1 && product.aColumn() != 1) || (product.m() == 1 && product.bColumn() != 1);
    add(swap ? product.transposed() : product, swap ? right : left, swap ? left : right, result, lowering);
    return result;
  }

  private static void add(MatrixProduct product, View left, View right, View result, Lowering lowering) {
    Map<MatrixProduct, MatMulPlan> plans = new HashMap<>();
    boolean batched = product.batch() > 1;
    long count = Math.max(1, batched ? product.batch() : product.m());
    Set<Buffer> along = new HashSet<>(List.of(left.buffer(), right.buffer()));
    if (left.shares() % count != 0 || (!batched && product.aRow() < product.aColumn())) {
      along.remove(left.buffer());
    }
    if (!batched || right.shares() % count != 0) {
      along.remove(right.buffer());
    }
    along.add(result.buffer());
    double nanoseconds = product.operations() / MULTIPLICATIONS_A_NANOSECOND;
    Cut cut = new Cut(count, batched || count < ROWS ? 1 : ROWS, leastRows(product), nanoseconds, along, (from, to) -> {
      int size = Math.toIntExact(to - from);
      MatrixProduct some = batched ? product.withBatch(size) : product.withRows(size);
      MatMulPlan plan = plans.computeIfAbsent(some, piece -> lowering.kernels().matMul(piece, product.operations()));
      long a = 4 * from * (batched ? product.aBatch() : product.aRow());
      long b = batched ? 4 * from * product.bBatch() : 0;
      long c = 4 * from * product.n() * (batched ? product.m() : 1);
      Function<Addresses, Kernel> kernel = addresses ->
          plan.bind(addresses.of(left) + a, addresses.of(right) + b, addresses.of(result) + c, addresses.scratch());
      if (!plan.isInOrder() || !MatMulCode.suits(some)) {
        return new Piece(plan.scratchBytes(), kernel);
      }
      long scratch = Math.max(plan.scratchBytes(), MatMulCode.scratchBytes(some));
      return new Piece(scratch, new CodedKernel(kernel, (builder, locations) -> MatMulCode.emit(some, locations.of(left).plus(a),
          locations.of(right).plus(b), locations.of(result).plus(c), locations.scratch(), builder)));
    });
    lowering.add(Step.of("matMul", List.of(left, right), List.of(result), List.of(), cut));
  }

  /// Every piece reads the whole right operand of a product that is not one of a batch. So a large one is met by many rows, but not by all there
  /// are: the gradient of a recurrent layer's weight has few rows, each of which is a sum over all steps.
  private static long leastRows(MatrixProduct product) {
    if (product.batch() > 1) {
      return 1;
    }
    return (long) product.n() * product.k() > MANY_WEIGHTS ? Math.clamp(product.m() / REPEATED_READS, LEAST_ROWS, 4 * LEAST_ROWS) : LEAST_ROWS;
  }

  private static View general(MatMul op, View a, View b, View result, Lowering lowering) {
    Shape shape = result.shape();
    int m = shape.size(-2);
    int n = shape.size(-1);
    int k = a.shape().size(op.transposeA() ? -2 : -1);
    long batch = shape.range(0, shape.rank() - 2).elementCount();
    lowering.add(Step.of("matMul", List.of(a, b), result, addresses -> new GeneralMatMul(batch, m, n, k, array(a, addresses),
        op.transposeA(), array(b, addresses), op.transposeB(), array(result, addresses))));
    return result;
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }

  /// Whether one of the last two axes is read in order and the leading ones are evenly spaced.
  private static boolean isReadable(View view) {
    int rank = view.shape().rank();
    long row = stride(view, rank - 2);
    long column = stride(view, rank - 1);
    boolean ordered = (column == 1 && row >= 1) || (row == 1 && column >= 1);
    return ordered && batch(view).depth() == 1;
  }

  private static Loops batch(View view) {
    int axes = view.shape().rank() - 2;
    return Loops.of(view.shape().range(0, axes), Arrays.copyOf(view.strides(), axes));
  }

  /// Along an axis of one element any stride will do; 1 suits every kernel.
  private static long stride(View view, int axis) {
    return view.shape().size(axis) == 1 ? 1 : view.strides()[axis];
  }

  private static MatrixProduct product(MatMul op, View a, View b, Shape shape) {
    int rank = shape.rank();
    int aRows = op.transposeA() ? rank - 1 : rank - 2;
    int aColumns = op.transposeA() ? rank - 2 : rank - 1;
    int bRows = op.transposeB() ? rank - 1 : rank - 2;
    int bColumns = op.transposeB() ? rank - 2 : rank - 1;
    return new MatrixProduct(shape.range(0, rank - 2).elementCount(), batch(a).strideArray(0)[0], batch(b).strideArray(0)[0],
        shape.size(-2), shape.size(-1), a.shape().size(aColumns), stride(a, aRows), stride(a, aColumns), stride(b, bRows),
        stride(b, bColumns));
  }
}
