package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.plan.CopyStep;

/// The code that turns columns into rows, a square of registers at a time.
///
/// The result's rows are padded to whole registers of 16 lanes, so that every square is stored in full; what lies beyond the last column is
/// of no meaning.
public final class TransposeCode {
  /// Rows and columns of the largest square.
  public static final int SQUARE = 16;

  private final CodeBuilder builder;
  private final VectorCode code;
  private final int lanes;
  private final int fromRow;
  private final int toRow;

  private TransposeCode(CodeBuilder builder, int fromRow, int toRow) {
    this.builder = builder;
    this.code = builder.vectors();
    this.lanes = code.lanes();
    this.fromRow = fromRow;
    this.toRow = toRow;
  }

  private static long padded(long size) {
    return Math.ceilDiv(size, SQUARE) * SQUARE;
  }

  /// Whether the result has no rows and columns that are of no meaning.
  public static boolean isExact(int rows, int columns) {
    return rows % SQUARE == 0 && columns % SQUARE == 0;
  }

  static long byteSize(long rows, long columns) {
    return 4 * padded(rows) * padded(columns);
  }

  /// Elements from one row of the result to the next.
  ///
  /// @param rows of what is read
  static long row(int rows) {
    return padded(rows);
  }

  /// The copy of a matrix whose columns are contiguous.
  ///
  /// @param copy of whole squares
  public static void emit(CopyStep.Copy copy, CodeBuilder builder, Locations locations) {
    List<Location> places = List.of(locations.of(copy.from()), locations.of(copy.to()));
    List<Operand.Memory> operands = places.stream().map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(operands, places);
    builder.assembler().address(R8, operands.getFirst().base(), operands.getFirst().displacement());
    builder.assembler().address(R10, operands.getLast().base(), operands.getLast().displacement());
    new TransposeCode(builder, displacement(4 * copy.from().strides()[1]), displacement(4 * copy.to().strides()[0]))
        .emit(copy.to().shape().size(1), copy.to().shape().size(0));
  }

  /// Reads what R8 points to and writes to where R10 does; changes R9, R11, RCX and RDX, too.
  ///
  /// @param rows of what is read, in rows of `stride` elements
  /// @param columns of what is read
  static void emit(int rows, int columns, long stride, CodeBuilder builder) {
    new TransposeCode(builder, displacement(4 * stride), displacement(4 * row(rows))).emit(rows, columns);
  }

  private void emit(int rows, int columns) {
    builder.repeat(R9, rows / lanes, () -> rowOfSquares(columns, lanes));
    if (rows % lanes > 0) {
      rowOfSquares(columns, rows % lanes);
    }
  }

  /// As many source rows as there are lanes, or fewer at the end.
  private void rowOfSquares(int columns, int height) {
    Assembler assembler = builder.assembler();
    assembler.moveRegister(RDX, R8);
    assembler.moveRegister(Assembler.R11, R10);
    // The last square may read beyond the row, into the next one or the buffer's padding.
    builder.repeat(RCX, Math.ceilDiv(columns, lanes), () -> {
      square(height);
      assembler.add(RDX, code.width());
      assembler.add(Assembler.R11, displacement((long) lanes * toRow));
    });
    assembler.add(R8, displacement((long) lanes * fromRow));
    assembler.add(R10, code.width());
  }

  private void square(int height) {
    int[] rows = new int[lanes];
    for (int i = 0; i < lanes; i++) {
      rows[i] = code.take();
      if (i < height) {
        code.load(rows[i], Operand.Memory.at(RDX, displacement((long) i * fromRow)));
      } else {
        code.zero(rows[i]);
      }
    }
    int[] columns = code.isWide() ? wide(rows) : narrow(rows);
    for (int i = 0; i < lanes; i++) {
      code.store(Operand.Memory.at(Assembler.R11, displacement((long) i * toRow)), columns[i]);
    }
    code.free(columns);
  }

  /// In each quarter of the registers, squares of four by four lanes are transposed: rows 4g … 4g + 3 of quarter q hold its columns then.
  private void quarters(int[] rows) {
    for (int group = 0; group < lanes; group += 4) {
      int[] pairs = new int[4];
      for (int i = 0; i < 4; i++) {
        pairs[i] = code.take();
        code.interleave(pairs[i], rows[group + i / 2 * 2], rows[group + i / 2 * 2 + 1], i % 2 == 1, false);
      }
      for (int i = 0; i < 4; i++) {
        // Column i of the square: of the lower halves for i < 2, of the upper ones otherwise.
        code.interleave(rows[group + i], pairs[i / 2], pairs[2 + i / 2], i % 2 == 1, true);
      }
      code.free(pairs);
    }
  }

  private int[] narrow(int[] rows) {
    quarters(rows);
    int[] columns = new int[8];
    for (int i = 0; i < 4; i++) {
      int lower = code.take();
      code.permuteHalves(lower, rows[i], rows[4 + i], 0x20);
      code.permuteHalves(rows[4 + i], rows[i], rows[4 + i], 0x31);
      code.free(rows[i]);
      columns[i] = lower;
      columns[4 + i] = rows[4 + i];
    }
    return columns;
  }

  /// Column 4q + i of the whole is made of quarter q of the rows i, 4 + i, 8 + i and 12 + i.
  private int[] wide(int[] rows) {
    quarters(rows);
    int[] columns = new int[16];
    for (int i = 0; i < 4; i++) {
      int[] halves = new int[4];
      for (int j = 0; j < 4; j++) {
        halves[j] = code.take();
      }
      // Quarters 0 and 2, then 1 and 3, of the upper two and the lower two groups.
      code.shuffleQuarters(halves[0], rows[i], rows[4 + i], 0b10_00_10_00);
      code.shuffleQuarters(halves[1], rows[i], rows[4 + i], 0b11_01_11_01);
      code.shuffleQuarters(halves[2], rows[8 + i], rows[12 + i], 0b10_00_10_00);
      code.shuffleQuarters(halves[3], rows[8 + i], rows[12 + i], 0b11_01_11_01);
      code.shuffleQuarters(rows[i], halves[0], halves[2], 0b10_00_10_00);
      code.shuffleQuarters(rows[4 + i], halves[1], halves[3], 0b10_00_10_00);
      code.shuffleQuarters(rows[8 + i], halves[0], halves[2], 0b11_01_11_01);
      code.shuffleQuarters(rows[12 + i], halves[1], halves[3], 0b11_01_11_01);
      code.free(halves);
      for (int q = 0; q < 4; q++) {
        columns[4 * q + i] = rows[4 * q + i];
      }
    }
    return columns;
  }
}
