package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.Assembler.RSP;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.tensor.DType;

/// The code of a matrix product: tiles of as many rows and columns as fit into the registers, which hold their sums from the first term to
/// the last. Where there are many terms, they are taken in blocks, so that what a block reads stays in the nearest caches; the sums wait in the
/// result meanwhile.
///
/// Columns are taken in panels of up to four registers, rows in tiles of nearly equal height. R14 and R15 point to the panel in the right
/// operand and in the result, R8 and R10 to the tile in the left operand and in the result, RDX and R11 run along the sum. Where the operands
/// and the result of the product begin is on the stack, with the counters of loops over a batch and over blocks on top.
public final class MatMulCode {
  private static final int MOST_ROWS = 12;
  /// Terms of a block.
  private static final int BLOCK = 256;
  /// Sums of so many terms read operands that are not in the cache yet, in steps that the processor does not foresee.
  private static final int LONG_SUM = 1024;
  /// How many terms ahead they are asked for.
  private static final int AHEAD = 16;
  /// Larger right operands do not stay in a processor's own cache from one tile to the next.
  private static final long LARGEST_RIGHT_BYTES = 4 << 20;
  /// The same for the rows of a block.
  private static final long LARGEST_BLOCK_BYTES = 1 << 20;

  /// What is on the stack below the counters.
  private static final int SLOTS = 4;
  private static final int RIGHT_ROWS = 0;
  private static final int RESULT = 1;
  private static final int RIGHT = 2;
  private static final int LEFT = 3;

  private final MatrixProduct product;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int aRow;
  private final int aColumn;
  private final int bRow;
  private final int cRow;
  private int counters;

  private MatMulCode(MatrixProduct product, CodeBuilder builder) {
    this.product = product;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.aRow = displacement(4 * product.aRow());
    this.aColumn = displacement(4 * product.aColumn());
    this.bRow = displacement(4 * (product.isRightTransposed() ? TransposeCode.row(product.n()) : product.bRow()));
    this.cRow = displacement(4 * product.cRow());
  }

  /// Whether a product is one that code can be written for.
  public static boolean suits(MatrixProduct product) {
    return product.type() == DType.FLOAT32 && product.operations() > 0 && (product.batch().axes().isEmpty() || !product.isDot());
  }

  /// Whether the code is as fast as a library for products of any number of rows.
  public static boolean isFast(MatrixProduct product) {
    boolean longSum = product.k() >= LONG_SUM && !product.isRightTransposed();
    int terms = longSum ? BLOCK : product.k();
    return suits(product) && !product.isDot() && 4L * product.n() * terms <= (longSum ? LARGEST_BLOCK_BYTES : LARGEST_RIGHT_BYTES);
  }

  /// Bytes of scratch memory that the code of a product needs.
  public static long scratchBytes(MatrixProduct product) {
    return product.isRightTransposed() ? TransposeCode.byteSize(product.n(), product.k()) : 0;
  }

  /// @param product one that [#suits]
  /// @param scratch memory for the right operand with its rows contiguous, where they are not
  public static void emit(MatrixProduct product, Location a, Location b, Location c, Location scratch, CodeBuilder builder) {
    if (product.isDot()) {
      RowCode.dot(product, a, b, c, builder);
    } else {
      new MatMulCode(product, builder).emit(a, b, c, scratch);
    }
  }

  private void emit(Location a, Location b, Location c, Location scratch) {
    List<Location> places = List.of(a, b, c, scratch);
    List<Operand.Memory> operands = places.stream().map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(operands, places);
    emit(operands);
  }

  /// @param product one whose right operand has contiguous rows
  static void emit(MatrixProduct product, Operand.Memory a, Operand.Memory b, Operand.Memory c, CodeBuilder builder) {
    // Nothing is written to the last one, which stands for scratch memory.
    new MatMulCode(product, builder).emit(List.of(a, b, c, c));
  }

  private void emit(List<Operand.Memory> operands) {
    if (product.n() % code.lanes() != 0) {
      code.setTail(product.n() % code.lanes());
    }
    for (Operand.Memory operand : operands) {
      assembler.address(RAX, operand.base(), operand.displacement());
      assembler.push(RAX);
    }
    batch(0, operands.getLast());
    assembler.add(RSP, 8 * SLOTS);
  }

  /// What is on the stack in a slot.
  private Operand.Memory slot(int number) {
    return Operand.Memory.at(RSP, 8 * (counters + number));
  }

  /// Counts down on the stack.
  private void count(long times, Runnable body) {
    assembler.moveInt(RAX, Math.toIntExact(times));
    assembler.push(RAX);
    counters++;
    int top = assembler.position();
    body.run();
    assembler.add(Operand.Memory.at(RSP, 0), -1);
    assembler.jumpIfNotEqual(top);
    assembler.pop(RAX);
    counters--;
  }

  private void move(int slot, long elements) {
    if (elements != 0) {
      assembler.add(slot(slot), displacement(4 * elements));
    }
  }

  /// The products along the axes from a level on.
  private void batch(int level, Operand.Memory scratch) {
    List<MatrixBatch.Axis> axes = product.batch().axes();
    if (level == axes.size()) {
      matrix(scratch);
      return;
    }
    MatrixBatch.Axis axis = axes.get(level);
    // The loop below has gone this far already.
    MatrixBatch.Axis below = level + 1 < axes.size() ? axes.get(level + 1) : new MatrixBatch.Axis(0, 0, 0, 0);
    count(axis.count(), () -> {
      batch(level + 1, scratch);
      move(LEFT, axis.a() - below.count() * below.a());
      move(RIGHT, axis.b() - below.count() * below.b());
      move(RESULT, axis.c() - below.count() * below.c());
    });
  }

  private void matrix(Operand.Memory scratch) {
    if (product.isRightTransposed()) {
      assembler.load(R8, slot(RIGHT));
      assembler.address(R10, scratch.base(), scratch.displacement());
      assembler.store(slot(RIGHT_ROWS), R10);
      TransposeCode.emit(product.n(), product.k(), product.bColumn(), builder);
    } else {
      assembler.load(R8, slot(RIGHT));
      assembler.store(slot(RIGHT_ROWS), R8);
    }
    int blocks = Math.max(1, Math.ceilDiv(product.k(), BLOCK));
    int terms = Math.ceilDiv(product.k(), 4 * blocks) * 4;
    int middle = product.k() / Math.max(1, terms) - 1;
    int last = product.k() - Math.max(0, middle + 1) * terms;
    if (blocks == 1) {
      block(product.k(), false);
      return;
    }
    block(terms, false);
    next(terms);
    if (middle > 0) {
      count(middle, () -> {
        block(terms, true);
        next(terms);
      });
    }
    if (last > 0) {
      block(last, true);
    }
    move(LEFT, -(middle + 1L) * terms * product.aColumn());
  }

  private void next(int terms) {
    assembler.add(slot(LEFT), displacement((long) terms * aColumn));
    assembler.add(slot(RIGHT_ROWS), displacement((long) terms * bRow));
  }

  /// Some terms of all sums.
  ///
  /// @param resumed whether the result holds the sums of the terms before
  private void block(int terms, boolean resumed) {
    int n = product.n();
    int lanes = code.lanes();
    int registers = Math.ceilDiv(n, lanes);
    // A single row uses each element of the right operand once, which then is read in long runs, straight from memory.
    int panels = Math.ceilDiv(registers, product.m() == 1 ? code.registers() - 2 : code.isWide() ? 4 : 2);
    int width = Math.ceilDiv(registers, panels);
    int whole = n / (width * lanes);
    int rest = n - whole * width * lanes;
    assembler.load(R14, slot(RIGHT_ROWS));
    assembler.load(R15, slot(RESULT));
    builder.repeat(RAX, whole, () -> {
      panel(width, terms, resumed, false);
      assembler.add(R14, width * code.width());
      assembler.add(R15, width * code.width());
    });
    if (rest > 0) {
      panel(Math.ceilDiv(rest, lanes), terms, resumed, rest % lanes != 0);
    }
  }

  private void panel(int width, int terms, boolean resumed, boolean tail) {
    int m = product.m();
    int most = Math.max(1, Math.min(MOST_ROWS, (code.registers() - 1 - width) / width));
    int tiles = Math.ceilDiv(m, most);
    int rows = m / tiles;
    int higher = m % tiles;
    assembler.load(R8, slot(LEFT));
    assembler.moveRegister(R10, R15);
    builder.repeat(R9, higher, () -> tile(rows + 1, width, terms, resumed, tail));
    builder.repeat(R9, tiles - higher, () -> tile(rows, width, terms, resumed, tail));
  }

  private void tile(int rows, int width, int terms, boolean resumed, boolean tail) {
    int[] sums = new int[rows * width];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.take();
      if (!resumed) {
        code.zero(sums[i]);
      } else if (tail && i % width == width - 1) {
        code.loadTail(sums[i], result(i, width));
      } else {
        code.load(sums[i], result(i, width));
      }
    }
    int[] right = new int[product.m() == 1 ? 0 : width];
    for (int j = 0; j < right.length; j++) {
      right[j] = code.take();
    }
    int left = code.take();
    assembler.moveRegister(RDX, R8);
    assembler.moveRegister(R11, R14);
    int unrolled = rows * width >= 12 ? 2 : 4;
    builder.repeat(RCX, terms / unrolled, () -> {
      for (int p = 0; p < unrolled; p++) {
        terms(p, rows, width, sums, right, left);
      }
      assembler.add(RDX, displacement((long) unrolled * aColumn));
      assembler.add(R11, displacement((long) unrolled * bRow));
    });
    for (int p = 0; p < terms % unrolled; p++) {
      terms(p, rows, width, sums, right, left);
    }
    for (int i = 0; i < sums.length; i++) {
      if (tail && i % width == width - 1) {
        code.storeTail(result(i, width), sums[i]);
      } else {
        code.store(result(i, width), sums[i]);
      }
    }
    code.free(sums);
    code.free(right);
    code.free(left);
    assembler.add(R8, displacement((long) rows * aRow));
    assembler.add(R10, displacement((long) rows * cRow));
  }

  /// Where a sum of the tile lies in the result.
  private Operand.Memory result(int sum, int width) {
    return Operand.Memory.at(R10, displacement((long) sum / width * cRow + (long) sum % width * code.width()));
  }

  /// Adds the products of one column of the left operand and one row of the right.
  ///
  /// @param right registers for the row of the right operand; none where it is read from memory
  private void terms(int p, int rows, int width, int[] sums, int[] right, int left) {
    if (product.k() >= LONG_SUM) {
      prefetch(p + AHEAD, rows, width);
    }
    for (int j = 0; j < right.length; j++) {
      code.load(right[j], right(p, j));
    }
    for (int i = 0; i < rows; i++) {
      code.broadcast(left, Operand.Memory.at(RDX, displacement((long) i * aRow + (long) p * aColumn)));
      for (int j = 0; j < width; j++) {
        code.addProduct(sums[i * width + j], left, right.length == 0 ? right(p, j) : new Operand.Vector(right[j]));
      }
    }
  }

  private void prefetch(int p, int rows, int width) {
    for (int j = 0; j < width; j++) {
      assembler.prefetch(Operand.Memory.at(R11, displacement((long) p * bRow + (long) j * code.width())));
    }
    if (aRow == Float.BYTES) {
      // A column of the tile lies in one line or in two.
      assembler.prefetch(Operand.Memory.at(RDX, displacement((long) p * aColumn)));
      assembler.prefetch(Operand.Memory.at(RDX, displacement((long) p * aColumn + (long) (rows - 1) * aRow)));
    }
  }

  private Operand.Memory right(int p, int register) {
    return Operand.Memory.at(R11, displacement((long) p * bRow + (long) register * code.width()));
  }
}
