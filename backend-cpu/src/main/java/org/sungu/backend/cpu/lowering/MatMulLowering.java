package org.sungu.backend.cpu.lowering;

import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.kernel.GeneralMatMul;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Matrix products.
final class MatMulLowering {
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
    List<MatMulPart> parts = MatMulPart.split(product, lowering.kernels());
    long scratchBytes = parts.stream().mapToLong(MatMulPart::scratchBytes).sum();
    lowering.add(Step.of("matMul", List.of(left, right), result, addresses -> {
      Kernel[] kernels = new Kernel[parts.size()];
      long scratch = addresses.scratch();
      for (int i = 0; i < kernels.length; i++) {
        kernels[i] = parts.get(i).bind(addresses.of(left), addresses.of(right), addresses.of(result), scratch);
        scratch += parts.get(i).scratchBytes();
      }
      return lowering.team().together(kernels);
    }).withScratch(scratchBytes));
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
