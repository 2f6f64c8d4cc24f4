package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.provider.ReducedAxis;

/// The code that sums over an axis that is not the last, four registers of columns at a time, in runs of rows as
/// [org.sungu.backend.cpu.provider.Kernels#sum] defines.
///
/// R8 points to the columns in the first row, R10 to the result, RDX runs down the rows.
public final class ColumnSumCode {
  private static final int PANEL = 4;

  private final ReducedAxis axis;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int row;

  private ColumnSumCode(ReducedAxis axis, CodeBuilder builder) {
    this.axis = axis;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.row = displacement(4 * axis.inner());
  }

  public static void emit(ReducedAxis axis, Location from, Location to, CodeBuilder builder) {
    new ColumnSumCode(axis, builder).emit(from, to);
  }

  private void emit(Location from, Location to) {
    Operand.Memory source = builder.memory(from, -1);
    Operand.Memory target = builder.memory(to, -1);
    builder.checkBases(List.of(source, target), List.of(from, to));
    int inner = Math.toIntExact(axis.inner());
    int panels = inner / (PANEL * code.lanes());
    int rest = inner % (PANEL * code.lanes());
    int tail = rest % code.lanes();
    if (tail != 0) {
      code.setTail(tail);
    }
    assembler.address(R8, source.base(), source.displacement());
    assembler.address(R10, target.base(), target.displacement());
    builder.repeat(R9, axis.outer(), () -> {
      builder.repeat(RAX, panels, () -> panel(PANEL, false));
      if (rest > 0) {
        panel(Math.ceilDiv(rest, code.lanes()), tail != 0);
      }
      // The panels have gone one row further.
      assembler.add(R8, displacement((axis.size() - 1) * row));
    });
  }

  private void panel(int width, boolean tail) {
    long runs = axis.size() / ReducedAxis.COLUMN_RUN;
    long rest = axis.size() % ReducedAxis.COLUMN_RUN;
    int[] totals = new int[width];
    for (int i = 0; i < width; i++) {
      totals[i] = code.take();
      code.zero(totals[i]);
    }
    assembler.moveRegister(RDX, R8);
    if (runs == 0) {
      rows(rest, totals);
    } else {
      builder.repeat(Assembler.R11, runs, () -> run(ReducedAxis.COLUMN_RUN, totals));
      run(rest, totals);
    }
    int bytes = 0;
    for (int i = 0; i < width; i++) {
      Operand.Memory target = Operand.Memory.at(R10, i * code.width());
      if (tail && i == width - 1) {
        code.storeTail(target, totals[i]);
        bytes += 4 * Math.toIntExact(axis.inner() % code.lanes());
      } else {
        code.store(target, totals[i]);
        bytes += code.width();
      }
    }
    assembler.add(R8, bytes);
    assembler.add(R10, bytes);
    code.free(totals);
  }

  private void run(long count, int[] totals) {
    if (count == 0) {
      return;
    }
    int[] sums = new int[totals.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.take();
      code.zero(sums[i]);
    }
    rows(count, sums);
    for (int i = 0; i < sums.length; i++) {
      code.add(totals[i], totals[i], new Operand.Vector(sums[i]));
    }
    code.free(sums);
  }

  private void rows(long count, int[] sums) {
    builder.repeat(RCX, count, () -> {
      for (int i = 0; i < sums.length; i++) {
        code.add(sums[i], sums[i], Operand.Memory.at(RDX, i * code.width()));
      }
      assembler.add(RDX, row);
    });
  }
}
