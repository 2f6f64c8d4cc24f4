package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.plan.View;
import org.sungu.tensor.DType;

/// The code that adds slices of float32 at given positions of an array which is zero at first, one slice behind the other.
///
/// RDX points to the position, R8 to the slice that is added, R10 to the array, R9 to the slice in there.
public final class ScatterCode {
  private static final int LONGEST_UNROLLED = 16;

  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int slice;

  private ScatterCode(long slice, CodeBuilder builder) {
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.slice = Math.toIntExact(slice);
  }

  /// @param first the position that the array begins with; those in front of it and behind its end are left out
  /// @param result `[positions, slice]`
  public static void emit(View indices, View updates, long first, View result, CodeBuilder builder, Locations locations) {
    long slice = result.shape().size(1);
    boolean known = indices.dtype() == DType.INT32 || indices.dtype() == DType.INT64;
    if (!known || result.dtype() != DType.FLOAT32 || result.elementCount() == 0) {
      throw new Unsupported("a scatter of " + result.type() + " at " + indices.type());
    }
    new ScatterCode(slice, builder).emit(indices, first, result, List.of(locations.of(indices), locations.of(updates), locations.of(result)));
  }

  private void emit(View indices, long first, View result, List<Location> places) {
    List<Operand.Memory> operands = places.stream().map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(operands, places);
    clear(operands.getLast(), result.elementCount());
    if (slice % code.lanes() != 0) {
      code.setTail(slice % code.lanes());
    }
    assembler.address(RDX, operands.get(0).base(), operands.get(0).displacement());
    assembler.address(R8, operands.get(1).base(), operands.get(1).displacement());
    assembler.address(R10, operands.get(2).base(), operands.get(2).displacement());
    builder.repeat(RCX, indices.elementCount(), () -> {
      assembler.loadInteger(R9, Operand.Memory.at(RDX, 0), indices.dtype().byteSize());
      assembler.add(R9, displacement(-first));
      // Without signs, a negative number is a large one.
      assembler.compare(R9, result.shape().size(0));
      int skip = assembler.jumpAheadIfNotBelow();
      assembler.multiply(R9, displacement(4L * slice));
      assembler.addRegister(R9, R10);
      addSlice();
      assembler.land(skip);
      assembler.add(RDX, indices.dtype().byteSize());
      assembler.add(R8, displacement(4L * slice));
    });
  }

  private void clear(Operand.Memory result, long elements) {
    assembler.address(R10, result.base(), result.displacement());
    int zero = code.take();
    code.zero(zero);
    builder.repeat(RCX, elements / code.lanes(), () -> {
      code.store(Operand.Memory.at(R10, 0), zero);
      assembler.add(R10, code.width());
    });
    if (elements % code.lanes() != 0) {
      code.setTail((int) (elements % code.lanes()));
      code.storeTail(Operand.Memory.at(R10, 0), zero);
    }
    code.free(zero);
  }

  /// Adds what R8 points to to what R9 points to.
  private void addSlice() {
    int registers = slice / code.lanes();
    int looped = registers > LONGEST_UNROLLED ? registers / LONGEST_UNROLLED : 0;
    int sum = code.take();
    if (looped > 0) {
      builder.loop(R11, 0, (long) looped * LONGEST_UNROLLED * code.width(), LONGEST_UNROLLED * code.width(), () -> {
        for (int i = 0; i < LONGEST_UNROLLED; i++) {
          add(sum, new Operand.Memory(R9, R11, i * code.width()), new Operand.Memory(R8, R11, i * code.width()));
        }
      });
    }
    for (int i = looped * LONGEST_UNROLLED; i < registers; i++) {
      add(sum, Operand.Memory.at(R9, i * code.width()), Operand.Memory.at(R8, i * code.width()));
    }
    if (slice % code.lanes() != 0) {
      int more = code.take();
      Operand.Memory target = Operand.Memory.at(R9, registers * code.width());
      code.loadTail(sum, target);
      code.loadTail(more, Operand.Memory.at(R8, registers * code.width()));
      code.add(sum, sum, new Operand.Vector(more));
      code.storeTail(target, sum);
      code.free(more);
    }
    code.free(sum);
  }

  private void add(int register, Operand.Memory target, Operand.Memory source) {
    code.load(register, target);
    code.add(register, register, source);
    code.store(target, register);
  }
}
