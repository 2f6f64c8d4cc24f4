package org.sungu.backend.cpu.pointwise;

import java.util.List;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.provider.PointwiseLoop;
import org.sungu.tensor.DType;

/// A chain of float32, bfloat16 and boolean ops as instructions over registers of one block of elements each.
///
/// The prologue computes single values, once a run; the body runs for every block. Registers that hold single values have room for one
/// vector, the others for a block.
///
/// @param elementCount elements of every result
/// @param blockSize elements of a block
/// @param singles registers for single values
/// @param registers registers for blocks
record Tape(long elementCount, int blockSize, int singles, int registers, List<Instruction> prologue, List<Instruction> body) {
  /// Where an instruction finds an operand or leaves its result.
  sealed interface Place {
    /// Input `index`, read where it lies.
    record Input(int index) implements Place {}

    /// Input `index`, a single value with which memory is filled for the width of a register.
    record Repeated(int index) implements Place {}

    /// Result `index`, written where it is to lie.
    record Result(int index) implements Place {}

    /// A register for a block.
    record Register(int index) implements Place {}

    /// A register for a single value.
    record Single(int index) implements Place {}
  }

  /// A loop over the elements of a block, or the loading of an input that does not lie element behind element.
  sealed interface Instruction {
    Place target();

    List<Place> operands();

    record Loop(PointwiseLoop loop, List<Place> operands, Place target) implements Instruction {}

    /// @param loops the input's strides in bytes under the result's shape
    /// @param type the input's
    record Expand(Loops loops, DType type, List<Place> operands, Place target) implements Instruction {}
  }

  /// Bytes of scratch memory for all registers, which each piece has for itself.
  long scratchBytes() {
    return 64L * singles + 4L * blockSize * registers;
  }
}
