package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// The code that makes one number of each row: its sum, its largest element, or its product with a vector. Sums are taken in 64 interleaved
/// parts as [org.sungu.backend.cpu.provider.Kernels#sum] defines.
///
/// R8 points to the row, R10 to the result, RDX and R11 run along the row and the vector.
public final class RowCode {
  private static final int PARTS = 64;
  private static final int LONGEST = 4096;
  /// Longer rows are walked in a loop.
  private static final int LONGEST_UNROLLED = 256;

  private final CodeBuilder builder;
  private final VectorCode code;
  private final FunctionCode functions;
  private final Assembler assembler;
  private final Kind kind;
  private final int size;
  private final int[] parts;

  private enum Kind {
    SUM,
    DOT,
    MAX
  }

  private RowCode(Kind kind, long size, CodeBuilder builder) {
    if (size == 0 || (size > LONGEST && kind != Kind.MAX) || size > 1 << 24) {
      throw new Unsupported("rows of " + size);
    }
    this.kind = kind;
    this.size = (int) size;
    this.builder = builder;
    this.code = builder.vectors();
    this.functions = new FunctionCode(code);
    this.assembler = builder.assembler();
    // No more parts than the row has registers.
    this.parts = new int[Math.min(kind == Kind.MAX ? 4 : PARTS / code.lanes(), Math.ceilDiv(this.size, code.lanes()))];
  }

  public static void sum(ReducedAxis axis, Location from, Location to, CodeBuilder builder) {
    new RowCode(Kind.SUM, axis.size(), builder).emit(from, 4 * axis.size(), axis.outer(), from, to);
  }

  public static void max(ReducedAxis axis, Location from, Location to, CodeBuilder builder) {
    if (axis.inner() > 1) {
      throw new Unsupported("the largest of " + axis.inner() + " columns");
    }
    new RowCode(Kind.MAX, axis.size(), builder).emit(from, 4 * axis.size(), axis.outer(), from, to);
  }

  static void dot(MatrixProduct product, Location a, Location b, Location c, CodeBuilder builder) {
    new RowCode(Kind.DOT, product.k(), builder).emit(a, 4 * product.aRow(), product.m(), b, c);
  }

  /// @param stride bytes from one row to the next
  private void emit(Location from, long stride, long rows, Location vector, Location to) {
    Operand.Memory source = builder.memory(from, -1);
    Operand.Memory other = builder.memory(vector, -1);
    Operand.Memory target = builder.memory(to, -1);
    builder.checkBases(List.of(source, other, target), List.of(from, vector, to));
    if (size % code.lanes() != 0) {
      code.setTail(size % code.lanes());
    }
    assembler.address(R8, source.base(), source.displacement());
    assembler.address(R10, target.base(), target.displacement());
    builder.repeat(R9, rows, () -> {
      row(other);
      assembler.add(R8, displacement(stride));
      assembler.add(R10, 4);
    });
  }

  private void row(Operand.Memory other) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = code.take();
      if (kind == Kind.MAX) {
        code.load(parts[i], Operand.Constant.of(Float.NEGATIVE_INFINITY));
      } else {
        code.zero(parts[i]);
      }
    }
    assembler.moveRegister(RDX, R8);
    if (kind == Kind.DOT) {
      assembler.address(Assembler.R11, other.base(), other.displacement());
    }
    int registers = size / code.lanes();
    int looped = size > LONGEST_UNROLLED ? registers / parts.length : 0;
    builder.repeat(RCX, looped, () -> {
      for (int i = 0; i < parts.length; i++) {
        element(i, i, false);
      }
      advance(parts.length);
    });
    int left = registers - looped * parts.length;
    for (int i = 0; i < left; i++) {
      element(i, i % parts.length, false);
    }
    if (size % code.lanes() != 0) {
      element(left, left % parts.length, true);
    }
    fold();
    code.storeFirst(Operand.Memory.at(R10, 0), parts[0]);
    code.free(parts);
  }

  private void advance(int registers) {
    assembler.add(RDX, registers * code.width());
    if (kind == Kind.DOT) {
      assembler.add(Assembler.R11, registers * code.width());
    }
  }

  private void element(int index, int part, boolean tail) {
    Operand.Memory memory = Operand.Memory.at(RDX, index * code.width());
    int x = code.take();
    switch (kind) {
      case SUM -> {
        load(x, memory, tail);
        code.add(parts[part], parts[part], new Operand.Vector(x));
      }
      case DOT -> {
        int y = code.take();
        load(x, memory, tail);
        load(y, Operand.Memory.at(Assembler.R11, index * code.width()), tail);
        code.addProduct(parts[part], x, new Operand.Vector(y));
        code.free(y);
      }
      case MAX -> {
        if (tail) {
          code.load(x, Operand.Constant.of(Float.NEGATIVE_INFINITY));
          code.loadTailOver(x, memory);
        } else {
          code.load(x, memory);
        }
        functions.maximum(parts[part], parts[part], x);
      }
    }
    code.free(x);
  }

  private void load(int to, Operand.Memory from, boolean tail) {
    if (tail) {
      code.loadTail(to, from);
    } else {
      code.load(to, from);
    }
  }

  /// Parts half of all apart are combined, then a quarter, and so on. Those that do not exist would be 0.
  private void fold() {
    int all = kind == Kind.MAX ? 4 : PARTS / code.lanes();
    for (int half = all / 2; half > 0; half /= 2) {
      for (int i = 0; i < half && half + i < parts.length; i++) {
        combine(parts[i], parts[half + i]);
      }
    }
    code.fold(parts[0], this::combine);
  }

  private void combine(int to, int other) {
    if (kind == Kind.MAX) {
      functions.maximum(to, to, other);
    } else {
      code.add(to, to, new Operand.Vector(other));
    }
  }
}
