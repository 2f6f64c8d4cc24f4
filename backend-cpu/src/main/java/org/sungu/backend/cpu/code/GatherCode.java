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
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.plan.View;
import org.sungu.tensor.DType;

/// The code that copies slices at given positions of an array, such as the rows of an embedding's table, which it asks for some rows ahead: nobody else
/// can tell where they lie.
///
/// RDX points to the position, R8 to the array, R10 to the result, RAX to the slice that is copied.
public final class GatherCode {
  private static final int AHEAD = 4;
  private static final int LINE = 64;
  private static final int LONGEST_SLICE = 4096;

  private GatherCode() {}

  /// @param positions one for each row of the result
  /// @param array `[size, slice]` in row-major order
  /// @param missing a slice to copy where a position is outside of the array
  /// @param result `[positions, slice]`
  public static void emit(View positions, View array, View missing, Location result, CodeBuilder builder, Locations locations) {
    VectorCode code = builder.vectors();
    int slice = Math.toIntExact(Math.min(Integer.MAX_VALUE, missing.byteSize()));
    boolean known = positions.dtype() == DType.INT32 || positions.dtype() == DType.INT64;
    long size = array.byteSize() / Math.max(1, slice);
    if (!known || slice == 0 || slice > LONGEST_SLICE || slice % code.width() != 0 || size > Integer.MAX_VALUE) {
      throw new Unsupported("a gather of " + slice + " bytes of " + array.type() + " at " + positions.type());
    }
    List<Location> places = List.of(locations.of(positions), locations.of(array), locations.of(missing), result);
    List<Operand.Memory> operands = places.stream().map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(operands, places);
    Assembler assembler = builder.assembler();
    int step = positions.dtype().byteSize();
    assembler.address(RDX, operands.get(0).base(), operands.get(0).displacement());
    assembler.address(R8, operands.get(1).base(), operands.get(1).displacement());
    assembler.address(R10, operands.get(3).base(), operands.get(3).displacement());
    int register = code.take();
    builder.repeat(RCX, positions.elementCount(), () -> {
      // Behind the last position there is something else, and wherever that leads, asking for it does no harm.
      assembler.loadInteger(R9, Operand.Memory.at(RDX, AHEAD * step), step);
      assembler.multiply(R9, slice);
      assembler.addRegister(R9, R8);
      for (int at = 0; at < slice; at += LINE) {
        assembler.prefetch(Operand.Memory.at(R9, at));
      }
      assembler.address(RAX, operands.get(2).base(), operands.get(2).displacement());
      assembler.loadInteger(R9, Operand.Memory.at(RDX, 0), step);
      // Without signs, a negative number is a large one.
      assembler.compare(R9, (int) size);
      int outside = assembler.jumpAheadIfNotBelow();
      assembler.multiply(R9, slice);
      assembler.addRegister(R9, R8);
      assembler.moveRegister(RAX, R9);
      assembler.land(outside);
      for (int at = 0; at < slice; at += code.width()) {
        code.load(register, Operand.Memory.at(RAX, at));
        code.store(Operand.Memory.at(R10, at), register);
      }
      assembler.add(RDX, step);
      assembler.add(R10, displacement(slice));
    });
    code.free(register);
  }
}
