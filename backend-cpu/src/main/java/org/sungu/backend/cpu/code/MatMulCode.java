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
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// The code of a matrix product: tiles of as many rows and columns as fit into the registers, which hold their sums from the first term to
/// the last.
///
/// Columns are taken in panels of up to four registers, rows in tiles of nearly equal height. R14 and R15 point to the panel in the right
/// operand and in the result, R8 and R10 to the tile in the left operand and in the result, RDX and R11 run along the sum.
public final class MatMulCode {
  private static final int MOST_ROWS = 12;

  private final MatrixProduct product;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int aRow;
  private final int aColumn;
  private final int bRow;
  private final int cRow;

  private MatMulCode(MatrixProduct product, long rightRow, CodeBuilder builder) {
    this.product = product;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.aRow = displacement(4 * product.aRow());
    this.aColumn = displacement(4 * product.aColumn());
    this.bRow = displacement(4 * rightRow);
    this.cRow = displacement(4L * product.n());
  }

  /// Whether a product is one that code can be written for.
  public static boolean suits(MatrixProduct product) {
    return product.batch() == 1 && product.m() > 0 && product.n() > 0;
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
    } else if (product.isRightTransposed()) {
      long row = TransposeCode.emit(b, product.n(), product.k(), product.bColumn(), scratch, builder);
      new MatMulCode(product, row, builder).emit(a, scratch, c);
    } else {
      new MatMulCode(product, product.bRow(), builder).emit(a, b, c);
    }
  }

  private void emit(Location a, Location b, Location c) {
    Operand.Memory left = builder.memory(a, -1);
    Operand.Memory right = builder.memory(b, -1);
    Operand.Memory result = builder.memory(c, -1);
    builder.checkBases(List.of(left, right, result), List.of(a, b, c));
    int n = product.n();
    int lanes = code.lanes();
    int registers = Math.ceilDiv(n, lanes);
    int panels = Math.ceilDiv(registers, code.isWide() ? 4 : 2);
    int width = Math.ceilDiv(registers, panels);
    int whole = n / (width * lanes);
    int rest = n - whole * width * lanes;
    if (rest % lanes != 0) {
      code.setTail(rest % lanes);
    }
    assembler.address(R14, right.base(), right.displacement());
    assembler.address(R15, result.base(), result.displacement());
    builder.repeat(RAX, whole, () -> {
      panel(left, width, false);
      assembler.add(R14, width * code.width());
      assembler.add(R15, width * code.width());
    });
    if (rest > 0) {
      panel(left, Math.ceilDiv(rest, lanes), rest % lanes != 0);
    }
  }

  private void panel(Operand.Memory left, int width, boolean tail) {
    int m = product.m();
    int most = Math.min(MOST_ROWS, (code.registers() - 1 - width) / width);
    int tiles = Math.ceilDiv(m, most);
    int rows = m / tiles;
    int higher = m % tiles;
    assembler.address(R8, left.base(), left.displacement());
    assembler.moveRegister(R10, R15);
    builder.repeat(R9, higher, () -> tile(rows + 1, width, tail));
    builder.repeat(R9, tiles - higher, () -> tile(rows, width, tail));
  }

  private void tile(int rows, int width, boolean tail) {
    int[] sums = new int[rows * width];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.take();
      code.zero(sums[i]);
    }
    int[] right = new int[width];
    for (int j = 0; j < width; j++) {
      right[j] = code.take();
    }
    int left = code.take();
    assembler.moveRegister(RDX, R8);
    assembler.moveRegister(R11, R14);
    int unrolled = rows * width >= 12 ? 2 : 4;
    builder.repeat(RCX, product.k() / unrolled, () -> {
      for (int p = 0; p < unrolled; p++) {
        terms(p, rows, sums, right, left);
      }
      assembler.add(RDX, displacement((long) unrolled * aColumn));
      assembler.add(R11, displacement((long) unrolled * bRow));
    });
    for (int p = 0; p < product.k() % unrolled; p++) {
      terms(p, rows, sums, right, left);
    }
    for (int i = 0; i < sums.length; i++) {
      int column = i % width;
      Operand.Memory target = Operand.Memory.at(R10, displacement((long) i / width * cRow + (long) column * code.width()));
      if (tail && column == width - 1) {
        code.storeTail(target, sums[i]);
      } else {
        code.store(target, sums[i]);
      }
    }
    code.free(sums);
    code.free(right);
    code.free(left);
    assembler.add(R8, displacement((long) rows * aRow));
    assembler.add(R10, displacement((long) rows * cRow));
  }

  /// Adds the products of one column of the left operand and one row of the right.
  private void terms(int p, int rows, int[] sums, int[] right, int left) {
    for (int j = 0; j < right.length; j++) {
      code.load(right[j], Operand.Memory.at(R11, displacement((long) p * bRow + (long) j * code.width())));
    }
    for (int i = 0; i < rows; i++) {
      code.broadcast(left, Operand.Memory.at(RDX, displacement((long) i * aRow + (long) p * aColumn)));
      for (int j = 0; j < right.length; j++) {
        code.addProduct(sums[i * right.length + j], left, new Operand.Vector(right[j]));
      }
    }
  }
}
