package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.MatMulCode;
import org.sungu.backend.cpu.code.TransposeCode;
import org.sungu.backend.cpu.kernel.GeneralMatMul;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.CopyStep;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
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
  /// Elements that one thread reads from afar.
  private static final double READ_A_NANOSECOND = 4;
  /// Elements of a right operand that several threads read sooner than one.
  private static final long WORTH_CUTTING = 256 << 10;
  /// Columns that are not cut.
  private static final int COLUMNS = 16;
  /// Elements of a right operand that take longer to transpose in every piece than for all.
  private static final long WORTH_TRANSPOSING = 8 << 10;
  private static final double NANOSECONDS_A_TRANSPOSED_BYTE = 0.1;

  private static final int FEW_COLUMNS = 32;
  private static final int LONG_SUM = 128;
  private static final int LONGEST_SUM = 4096;

  private MatMulLowering() {}

  static View lower(MatMul op, Node node, Lowering lowering) {
    View a = lowering.view(node.input(0));
    View b = lowering.view(node.input(1));
    Tensor output = node.output(0);
    if (output.dtype() != DType.FLOAT32 && !isNarrow(op, node, lowering.kernels())) {
      return general(op, lowering.contiguous(a), lowering.contiguous(b), lowering.create(output.type()), lowering);
    }
    View left = isReadable(a) ? a : lowering.contiguous(a);
    View right = isReadable(b) ? b : lowering.contiguous(b);
    View result = result(output, lowering);
    MatrixProduct product = product(op, left, right, result);
    if (isWorthTransposing(product, right, lowering)) {
      right = transposed(product, right, lowering);
      product = product.withRight(product.n(), 1);
    }
    if (isWorthColumns(product, right, lowering)) {
      right = columns(product, right, lowering);
      product = product.withRight(1, product.k());
    }
    // A single row or column of the result is computed along the operand that is read in order.
    boolean swap = (product.n() == 1 && product.aColumn() != 1) || (product.m() == 1 && product.bColumn() != 1);
    add(swap ? product.transposed() : product, swap ? right : left, swap ? left : right, result, lowering);
    return result;
  }

  /// Whether there is a kernel for the product of bfloat16, which single rows and columns are not worth.
  static boolean isNarrow(MatMul op, Node node, Kernels kernels) {
    Shape shape = node.output(0).shape();
    long operations = shape.elementCount() * node.input(0).shape().size(op.transposeA() ? -2 : -1);
    return node.output(0).dtype() == DType.BFLOAT16 && shape.size(-2) > 1 && shape.size(-1) > 1 && kernels.hasBfloat16(operations);
  }

  /// Where all readers exchange axes of the result in the same way, it is written in the order that they read, so that no copy has to be made: heads
  /// of an attention lie side by side. A row stays in one piece.
  private static View result(Tensor output, Lowering lowering) {
    int rank = output.rank();
    List<Integer> order = lowering.readers().commonTranspose(output);
    if (order == null || order.get(rank - 1) != rank - 1 || output.shape().size(-2) == 1 || output.shape().size(-1) == 1) {
      return lowering.create(output.type());
    }
    Shape shape = Shape.of(order.stream().mapToInt(output.shape()::size).toArray());
    View ordered = lowering.create(output.type().withShape(shape));
    long[] strides = new long[rank];
    for (int i = 0; i < rank; i++) {
      strides[order.get(i)] = ordered.strides()[i];
    }
    return ordered.with(output.shape(), 0, strides);
  }

  /// Whether a right operand that is read along its columns is to be brought into order once for all pieces, in front of everything else.
  private static boolean isWorthTransposing(MatrixProduct product, View right, Lowering lowering) {
    return product.isRightTransposed() && product.batch().axes().isEmpty() && right.buffer().home() != Buffer.Home.ARENA && lowering.isCoded()
        && MatMulCode.isFast(product) && TransposeCode.isExact(product.n(), product.k()) && product.m() >= 2 * LEAST_ROWS
        && (long) product.n() * product.k() >= WORTH_TRANSPOSING;
  }

  /// Whether a prediction of one row is to have few columns one behind the other: it waits for one sum after the other where they fill no more than a register or two, while
  /// products of vectors are summed in several parts.
  private static boolean isWorthColumns(MatrixProduct product, View right, Lowering lowering) {
    return lowering.keepsVariables() && !lowering.isInLoop() && right.buffer().home() == Buffer.Home.VARIABLE && product.type() == DType.FLOAT32
        && product.batch().axes().isEmpty() && product.m() == 1 && product.bColumn() == 1 && product.aColumn() == 1 && product.n() > 1
        && product.n() <= FEW_COLUMNS && product.k() >= LONG_SUM && product.k() <= LONGEST_SUM;
  }

  private static View columns(MatrixProduct product, View right, Lowering lowering) {
    View source = right.with(Shape.of(product.n(), product.k()), right.offset(), new long[] {1, product.bRow()});
    View target = lowering.create(right.type().withShape(source.shape()));
    lowering.add(CopyStep.of(source, target.buffer()));
    return target;
  }

  private static View transposed(MatrixProduct product, View right, Lowering lowering) {
    int n = product.n();
    int k = product.k();
    Shape shape = Shape.of(k, n);
    View target = lowering.create(right.type().withShape(shape));
    View source = right.with(shape, right.offset(), new long[] {1, product.bColumn()});
    int square = TransposeCode.SQUARE;
    int across = n / square;
    // Squares, of which there are many, so that the step goes together with any other.
    Cut cut = new Cut((long) k / square * across, 1, 1, NANOSECONDS_A_TRANSPOSED_BYTE * target.byteSize(), Set.of(), (from, to) -> {
      List<CopyStep.Copy> parts = new ArrayList<>();
      for (long at = from; at < to; ) {
        long row = at / across * square;
        long column = at % across * square;
        long count = Math.min(to - at, across - at % across);
        Shape part = Shape.of(square, Math.toIntExact(count * square));
        parts.add(new CopyStep.Copy(source.with(part, source.offset() + row + column * product.bColumn(), source.strides()),
            target.with(part, row * n + column, target.strides())));
        at += count;
      }
      return Piece.of(new CodedKernel(
          addresses -> new KernelSequence(parts.stream().map(part -> part.apply(addresses)).toArray(Kernel[]::new)),
          (builder, locations) -> parts.forEach(part -> TransposeCode.emit(part, builder, locations))));
    });
    lowering.addFirst(Step.of("transpose", List.of(right), List.of(target), List.of(), cut));
    return target;
  }

  private static void add(MatrixProduct product, View left, View right, View result, Lowering lowering) {
    if (isCutByColumns(product, lowering)) {
      addColumns(product, left, right, result, lowering);
      return;
    }
    boolean batched = product.batch().count() > 1;
    long most = Math.max(1, batched ? product.batch().count() : product.m());
    long count = batched ? Rows.common(most, List.of(left, right, result)) : most;
    Set<Buffer> along = new HashSet<>(List.of(left.buffer(), right.buffer(), result.buffer()));
    if (left.shares() % count != 0 || (!batched && product.aRow() < product.aColumn())) {
      along.remove(left.buffer());
    }
    if (!batched || right.shares() % count != 0) {
      along.remove(right.buffer());
    }
    if (batched && result.shares() % count != 0) {
      along.remove(result.buffer());
    }
    double nanoseconds = product.type().byteSize() / 4.0 * product.operations() / MULTIPLICATIONS_A_NANOSECOND;
    Map<MatrixProduct, MatMulPlan> plans = new HashMap<>();
    Function<MatrixProduct, MatMulPlan> planning = some -> plans.computeIfAbsent(some, key -> plan(key, product, lowering));
    Cut cut = new Cut(count, batched || count < ROWS ? 1 : ROWS, leastRows(product), nanoseconds, along, (from, to) -> {
      long unit = most / count;
      List<Block> blocks = batched
          ? product.batch().parts(from * unit, to * unit).stream().map(part -> Block.of(part, product)).toList()
          : List.of(new Block(product.withRows(Math.toIntExact(to - from)), from * product.aRow(), 0, from * product.cRow()));
      return piece(blocks, planning, left, right, result, lowering);
    });
    lowering.add(Step.of("matMul", List.of(left, right), List.of(result), List.of(), cut));
  }

  /// Whether there are too few rows to be cut, and a right operand that takes long to read.
  private static boolean isCutByColumns(MatrixProduct product, Lowering lowering) {
    return product.batch().axes().isEmpty() && product.m() < 2 * LEAST_ROWS && (long) product.n() * product.k() >= WORTH_CUTTING && product.n() >= 2 * COLUMNS
        && !lowering.isInLoop();
  }

  private static void addColumns(MatrixProduct product, View left, View right, View result, Lowering lowering) {
    double nanoseconds = Math.max((double) product.operations() / MULTIPLICATIONS_A_NANOSECOND, (double) product.n() * product.k() / READ_A_NANOSECOND);
    Map<MatrixProduct, MatMulPlan> plans = new HashMap<>();
    lowering.add(Step.of("matMul", List.of(left, right), List.of(result), List.of(), new Cut(Math.ceilDiv(product.n(), COLUMNS), 1, 1, nanoseconds, Set.of(), (from, to) -> {
      long first = from * COLUMNS;
      MatrixProduct some = product.withColumns(Math.toIntExact(Math.min(product.n(), to * COLUMNS) - first));
      return piece(List.of(new Block(some, 0, first * product.bColumn(), first)), key -> plans.computeIfAbsent(key, part -> plan(part, product, lowering)), left, right,
          result, lowering);
    })));
  }

  /// What is to be computed, and where it begins in the operands and in the result, in elements.
  private record Block(MatrixProduct product, long a, long b, long c) {
    static Block of(MatrixBatch.Part part, MatrixProduct product) {
      MatrixBatch batch = product.batch();
      return new Block(product.withBatch(part.batch()), batch.a(part.first()), batch.b(part.first()), batch.c(part.first()));
    }
  }

  /// Machine code is as fast as a library, wants no library to be loaded, and goes together with its neighbours.
  private static MatMulPlan plan(MatrixProduct piece, MatrixProduct whole, Lowering lowering) {
    boolean coded = lowering.isCoded() && MatMulCode.isFast(piece);
    return lowering.kernels().matMul(piece, coded ? 0 : whole.operations());
  }

  /// Whether code may compute a product: a loop is code as a whole, whatever else computes its products where it is not.
  private static boolean suits(MatrixProduct product, MatMulPlan plan, Lowering lowering) {
    return plan.isInOrder() ? MatMulCode.suits(product) : lowering.isInLoop() && MatMulCode.isFast(product);
  }

  private static Piece piece(List<Block> blocks, Function<MatrixProduct, MatMulPlan> planning, View left, View right, View result,
      Lowering lowering) {
    List<MatMulPlan> plans = blocks.stream().map(block -> planning.apply(block.product())).toList();
    Function<Addresses, Kernel> kernel = addresses -> {
      Kernel[] kernels = new Kernel[blocks.size()];
      for (int i = 0; i < kernels.length; i++) {
        Block block = blocks.get(i);
        int size = block.product().type().byteSize();
        kernels[i] = plans.get(i).bind(addresses.of(left) + size * block.a(), addresses.of(right) + size * block.b(),
            addresses.of(result) + size * block.c(), addresses.scratch());
      }
      return kernels.length == 1 ? kernels[0] : new KernelSequence(kernels);
    };
    long scratch = plans.stream().mapToLong(MatMulPlan::scratchBytes).max().orElse(0);
    boolean coded = blocks.stream().allMatch(block -> suits(block.product(), planning.apply(block.product()), lowering));
    if (!coded) {
      return new Piece(scratch, kernel);
    }
    long codeScratch = blocks.stream().mapToLong(block -> MatMulCode.scratchBytes(block.product())).max().orElse(0);
    return new Piece(Math.max(scratch, codeScratch), new CodedKernel(kernel, (builder, locations) -> {
      for (Block block : blocks) {
        MatMulCode.emit(block.product(), locations.of(left).plus(4 * block.a()), locations.of(right).plus(4 * block.b()),
            locations.of(result).plus(4 * block.c()), locations.scratch(), builder);
      }
    }));
  }

  /// Every piece reads the whole right operand of a product that is not one of a batch. So a large one is met by many rows, but not by all there
  /// are: the gradient of a recurrent layer's weight has few rows, each of which is a sum over all steps.
  private static long leastRows(MatrixProduct product) {
    if (product.batch().count() > 1) {
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

  /// Whether one of the last two axes is read in order, and the others forwards.
  private static boolean isReadable(View view) {
    int rank = view.shape().rank();
    long row = stride(view, rank - 2);
    long column = stride(view, rank - 1);
    boolean ordered = (column == 1 && row >= 1) || (row == 1 && column >= 1);
    return ordered && Arrays.stream(view.strides()).noneMatch(stride -> stride < 0);
  }

  /// Along an axis of one element any stride will do; 1 suits every kernel.
  private static long stride(View view, int axis) {
    return view.shape().size(axis) == 1 ? 1 : view.strides()[axis];
  }

  private static MatrixProduct product(MatMul op, View a, View b, View result) {
    Shape shape = result.shape();
    int rank = shape.rank();
    int aRows = op.transposeA() ? rank - 1 : rank - 2;
    int aColumns = op.transposeA() ? rank - 2 : rank - 1;
    int bRows = op.transposeB() ? rank - 1 : rank - 2;
    int bColumns = op.transposeB() ? rank - 2 : rank - 1;
    Loops loops = Loops.of(shape.range(0, rank - 2), leading(a), leading(b), leading(result));
    List<MatrixBatch.Axis> axes = new ArrayList<>();
    for (int i = 0; i < loops.depth(); i++) {
      if (loops.sizes().get(i) != 1) {
        axes.add(new MatrixBatch.Axis(loops.sizes().get(i), loops.strides().get(0).get(i), loops.strides().get(1).get(i), loops.strides().get(2).get(i)));
      }
    }
    return new MatrixProduct(new MatrixBatch(axes), shape.size(-2), shape.size(-1), a.shape().size(aColumns), stride(a, aRows), stride(a, aColumns),
        stride(b, bRows), stride(b, bColumns), stride(result, rank - 2), a.dtype());
  }

  private static long[] leading(View view) {
    return Arrays.copyOf(view.strides(), view.shape().rank() - 2);
  }
}
