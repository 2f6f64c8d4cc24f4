package org.sungu.backend.cpu.code;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sungu.backend.cpu.binding.MachineCode;

/// What vector instructions the processor and the system offer to machine code.
public enum Processor {
  /// 512-bit registers with masks.
  AVX_512,
  /// 256-bit registers with fused multiply-add.
  AVX2,
  /// Too little, or a processor or system that code is not written for.
  OTHER;

  /// Asks the processor, which answers machine code only: `CPUID` leaves 1 and 7 and, where the system manages extended
  /// registers, `XGETBV`. Stores ECX of leaf 1, EBX of leaf 7 and the register states that the system saves.
  private static final byte[] QUESTION = bytes(
      0x53, // push rbx
      0xB8, 1, 0, 0, 0, 0x31, 0xC9, 0x0F, 0xA2, 0x89, 0x0F, // leaf 1, [rdi] = ecx
      0xB8, 7, 0, 0, 0, 0x31, 0xC9, 0x0F, 0xA2, 0x89, 0x5F, 4, // leaf 7, [rdi + 4] = ebx
      0x31, 0xC0, 0xF7, 0x07, 0, 0, 0, 8, 0x74, 5, // eax = 0, skip if leaf 1 says there is no xgetbv
      0x31, 0xC9, 0x0F, 0x01, 0xD0, // xgetbv
      0x89, 0x47, 8, 0x5B, 0xC3); // [rdi + 8] = eax, pop rbx, return

  private static final int FMA = 1 << 12;
  private static final int AVX = 1 << 28;
  private static final int HAS_AVX2 = 1 << 5;
  /// AVX-512 F, DQ, BW and VL.
  private static final int HAS_AVX_512 = 1 << 16 | 1 << 17 | 1 << 30 | 1 << 31;
  private static final int STATES_OF_AVX = 0b110;
  private static final int STATES_OF_AVX_512 = 0b1110_0110;

  private static byte[] bytes(int... values) {
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) values[i];
    }
    return result;
  }

  /// What there is here; [#OTHER] if the system property `sungu.code` is `false`.
  public static Processor current() {
    boolean wanted = Boolean.parseBoolean(System.getProperty("sungu.code", "true"));
    return wanted && MachineCode.isPossible() ? MachineCode.of(QUESTION).map(Processor::ask).orElse(OTHER) : OTHER;
  }

  private static Processor ask(MachineCode question) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(16, 8);
      question.function(0, answer.address()).run();
      int basic = answer.get(ValueLayout.JAVA_INT, 0);
      int extended = answer.get(ValueLayout.JAVA_INT, 4);
      int states = answer.get(ValueLayout.JAVA_INT, 8);
      if (!has(basic, FMA | AVX) || !has(extended, HAS_AVX2) || !has(states, STATES_OF_AVX)) {
        return OTHER;
      }
      return has(extended, HAS_AVX_512) && has(states, STATES_OF_AVX_512) ? AVX_512 : AVX2;
    }
  }

  private static boolean has(int word, int bits) {
    return (word & bits) == bits;
  }
}
