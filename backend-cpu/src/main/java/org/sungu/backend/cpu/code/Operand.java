package org.sungu.backend.cpu.code;

import java.util.List;

/// What an instruction reads or writes besides its register operands.
sealed interface Operand {
  /// A vector register.
  record Vector(int number) implements Operand {}

  /// Memory at `base + index + displacement`, where base and index are general registers and the index may be missing (-1).
  record Memory(int base, int index, int displacement) implements Operand {
    static Memory at(int base, int displacement) {
      return new Memory(base, -1, displacement);
    }

    Memory plus(int bytes) {
      return new Memory(base, index, displacement + bytes);
    }
  }

  /// A register full of constants, behind the code.
  ///
  /// @param words the bits of the lanes, repeated as often as the register holds them
  record Constant(List<Integer> words) implements Operand {
    static Constant of(float value) {
      return of(Float.floatToRawIntBits(value));
    }

    static Constant of(int bits) {
      return new Constant(List.of(bits));
    }
  }
}
