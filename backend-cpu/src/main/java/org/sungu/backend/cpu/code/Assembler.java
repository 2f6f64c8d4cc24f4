package org.sungu.backend.cpu.code;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Encodes instructions of x86-64: the general ones that loops need, and vector ones in their VEX and EVEX forms.
///
/// Source: *Intel 64 and IA-32 architectures software developer's manual*, volume 2, chapters 2 and 3.
final class Assembler {
  /// General registers by their numbers.
  static final int RAX = 0;
  static final int RCX = 1;
  static final int RDX = 2;
  static final int RBX = 3;
  static final int RSP = 4;
  static final int RBP = 5;
  static final int RSI = 6;
  static final int RDI = 7;
  static final int R8 = 8;
  static final int R9 = 9;
  static final int R10 = 10;
  static final int R11 = 11;
  static final int R12 = 12;
  static final int R13 = 13;
  static final int R14 = 14;
  static final int R15 = 15;

  /// Mandatory prefixes, as vector instructions encode them.
  static final int NONE = 0;
  static final int P66 = 1;
  static final int PF3 = 2;
  /// Opcode maps.
  static final int M0F = 1;
  static final int M0F38 = 2;
  static final int M0F3A = 3;

  /// A vector instruction's opcode: prefix, map, the bit W, and the byte itself.
  record Opcode(int prefix, int map, int w, int code) {
    static Opcode of(int prefix, int map, int code) {
      return new Opcode(prefix, map, 0, code);
    }
  }

  /// How an instruction is to be carried out: bytes of the registers, the mask register that selects lanes (0 for all of them), and whether the
  /// others become 0; an immediate byte, or -1; and bytes of memory that a small displacement counts in.
  record Form(int width, int mask, boolean zeroing, int immediate, int unit) {
    static Form of(int width) {
      return new Form(width, 0, false, -1, width);
    }

    Form masked(int register, boolean zero) {
      return new Form(width, register, zero, immediate, unit);
    }

    Form with(int immediateByte) {
      return new Form(width, mask, zeroing, immediateByte, unit);
    }

    Form counting(int bytes) {
      return new Form(width, mask, zeroing, immediate, bytes);
    }
  }

  private record Fixup(int at, int end, int constant) {}

  private final boolean evex;
  private final int constantBytes;
  private byte[] code = new byte[4096];
  private int size;
  private final SequencedMap<Operand.Constant, Integer> constants = new LinkedHashMap<>();
  private final List<Fixup> fixups = new ArrayList<>();

  /// @param evex whether vector instructions are encoded for AVX-512, otherwise for AVX2
  /// @param constantBytes bytes that each constant fills
  Assembler(boolean evex, int constantBytes) {
    this.evex = evex;
    this.constantBytes = constantBytes;
  }

  /// A state to go back to.
  record Mark(int size, int fixups) {}

  Mark mark() {
    return new Mark(size, fixups.size());
  }

  /// Forgets what was written since.
  void backTo(Mark mark) {
    size = mark.size();
    fixups.subList(mark.fixups(), fixups.size()).clear();
  }

  /// The next instruction's position, for jumps back.
  int position() {
    return size;
  }

  private void put(int value) {
    if (size == code.length) {
      code = Arrays.copyOf(code, 2 * size);
    }
    code[size++] = (byte) value;
  }

  private void putInt(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      put(value >> shift);
    }
  }

  private void rexW(int register, int second) {
    put(0x48 + 4 * (register >> 3) + (second >> 3));
  }

  /// The lower three bits of a register's number; the highest goes into a prefix.
  private static int low(int register) {
    return register & 7;
  }

  private void pair(int register, int second) {
    modes(3, register, second);
  }

  private void modes(int mode, int register, int second) {
    put(64 * mode + 8 * low(register) + low(second));
  }

  void move(int register, long value) {
    rexW(0, register);
    put(0xB8 + low(register));
    putInt((int) value);
    putInt((int) (value >>> 32));
  }

  void moveRegister(int to, int from) {
    rexW(from, to);
    put(0x89);
    pair(from, to);
  }

  /// Eight bytes from memory.
  void load(int register, int base, int displacement) {
    rexW(register, base);
    put(0x8B);
    memory(register, Operand.Memory.at(base, displacement), 1);
  }

  void compareRegisters(int a, int b) {
    rexW(b, a);
    put(0x39);
    pair(b, a);
  }

  void zero(int register) {
    rexW(register, register);
    put(0x31);
    pair(register, register);
  }

  void add(int register, int value) {
    arithmetic(0, register, value);
  }

  /// `to = memory`, eight bytes.
  void load(int to, Operand.Memory from) {
    rexW(to, from.base());
    put(0x8B);
    memory(to, from, 1);
  }

  /// Brings a line of memory into the nearest cache; does nothing where there is no such memory.
  void prefetch(Operand.Memory line) {
    prefetch(1, line);
  }

  /// The same into the next cache, where there is room for more.
  void prefetchFar(Operand.Memory line) {
    prefetch(2, line);
  }

  private void prefetch(int cache, Operand.Memory line) {
    if (line.base() >= 8) {
      put(0x41);
    }
    put(0x0F);
    put(0x18);
    memory(cache, line, 1);
  }

  /// A number of four or eight bytes from memory, with its sign.
  void loadInteger(int to, Operand.Memory from, int bytes) {
    rexW(to, from.base());
    put(bytes == 4 ? 0x63 : 0x8B);
    memory(to, from, 1);
  }

  /// `register = register · value`.
  void multiply(int register, int value) {
    rexW(register, register);
    put(0x69);
    pair(register, register);
    putInt(value);
  }

  /// `to = to + from`.
  void addRegister(int to, int from) {
    rexW(from, to);
    put(0x01);
    pair(from, to);
  }

  /// `to = from`, eight bytes.
  void store(Operand.Memory to, int from) {
    rexW(from, to.base());
    put(0x89);
    memory(from, to, 1);
  }

  /// `memory = memory + value`, eight bytes.
  void add(Operand.Memory to, int value) {
    rexW(0, to.base());
    put(0x81);
    memory(0, to, 1);
    putInt(value);
  }

  void compare(int register, int value) {
    arithmetic(7, register, value);
  }

  private void arithmetic(int operation, int register, int value) {
    rexW(0, register);
    put(0x81);
    pair(operation, register);
    putInt(value);
  }

  /// `register = base + displacement`.
  void address(int register, int base, int displacement) {
    rexW(register, base);
    put(0x8D);
    memory(register, Operand.Memory.at(base, displacement), 1);
  }

  /// `memory = memory + register`, eight bytes.
  void addRegister(Operand.Memory to, int register) {
    rexW(register, to.base());
    put(0x01);
    memory(register, to, 1);
  }

  /// `memory = -memory`, eight bytes.
  void negate(Operand.Memory word) {
    rexW(0, word.base());
    put(0xF7);
    memory(3, word, 1);
  }

  /// The lower half of a register, the rest becomes 0.
  void moveInt(int register, int value) {
    if (register >= 8) {
      put(0x41);
    }
    put(0xB8 + low(register));
    putInt(value);
  }

  /// Jumps back where the last comparison found less, without signs.
  void jumpIfBelow(int position) {
    jump(0x82, position);
  }

  void jumpIfNotEqual(int position) {
    jump(0x85, position);
  }

  /// Jumps where the last comparison found no less, without signs, to where [#land] is called with the value returned.
  int jumpAheadIfNotBelow() {
    jump(0x83, size);
    return size;
  }

  /// Lets a jump ahead lead here.
  void land(int jump) {
    int distance = size - jump;
    for (int i = 0; i < 4; i++) {
      code[jump - 4 + i] = (byte) (distance >> (8 * i));
    }
  }

  private void jump(int condition, int position) {
    put(0x0F);
    put(condition);
    putInt(position - (size + 4));
  }

  void push(int register) {
    if (register >= 8) {
      put(0x41);
    }
    put(0x50 + low(register));
  }

  void pop(int register) {
    if (register >= 8) {
      put(0x41);
    }
    put(0x58 + low(register));
  }

  /// Leaves no upper halves of registers behind, which would slow older instructions down.
  void zeroUpper() {
    put(0xC5);
    put(0xF8);
    put(0x77);
  }

  void returnToCaller() {
    put(0xC3);
  }

  void raw(int... instruction) {
    for (int value : instruction) {
      put(value);
    }
  }

  /// Lanes of a mask register from one of the first eight general ones.
  void moveMask(int mask, int register) {
    raw(0xC5, 0xF8, 0x92);
    pair(mask, register);
  }

  /// A vector instruction in the encoding of the processor at hand.
  void vector(Opcode opcode, Form form, int register, int second, Operand operand) {
    if (evex) {
      evex(opcode, form, register, second, operand);
    } else {
      vex(opcode, form, register, second, operand);
    }
  }

  /// A vector instruction in the shorter encoding, without masks and with registers up to 15.
  void vex(Opcode opcode, Form form, int register, int second, Operand operand) {
    if (register > 15 || second > 15 || form.mask() != 0 || form.width() > 32) {
      throw new IllegalArgumentException("register " + register + ", " + second + " or " + form + " does not fit a VEX instruction");
    }
    put(0xC4);
    put(inverted(register >> 3, 7) | inverted(indexHigh(operand), 6) | inverted(baseHigh(operand), 5) | opcode.map());
    put((opcode.w() << 7) | ((~second & 15) << 3) | (form.width() == 32 ? 4 : 0) | opcode.prefix());
    put(opcode.code());
    operand(register, operand, form, 1);
  }

  private void evex(Opcode opcode, Form form, int register, int second, Operand operand) {
    int length = form.width() == 64 ? 2 : form.width() == 32 ? 1 : 0;
    int x = operand instanceof Operand.Vector vector ? vector.number() >> 4 : indexHigh(operand);
    put(0x62);
    put(inverted(register >> 3, 7) | inverted(x, 6) | inverted(baseHigh(operand), 5) | inverted(register >> 4, 4) | opcode.map());
    put((opcode.w() << 7) | ((~second & 15) << 3) | 4 | opcode.prefix());
    put((form.zeroing() ? 0x80 : 0) | (length << 5) | inverted(second >> 4, 3) | form.mask());
    put(opcode.code());
    operand(register, operand, form, form.unit());
  }

  private static int inverted(int bit, int position) {
    return (~bit & 1) << position;
  }

  private static int indexHigh(Operand operand) {
    return operand instanceof Operand.Memory memory && memory.index() >= 0 ? memory.index() >> 3 : 0;
  }

  private static int baseHigh(Operand operand) {
    return switch (operand) {
      case Operand.Vector vector -> vector.number() >> 3;
      case Operand.Memory memory -> memory.base() >> 3;
      case Operand.Constant _ -> 0;
    };
  }

  private void operand(int register, Operand operand, Form form, int unit) {
    switch (operand) {
      case Operand.Vector vector -> pair(register, vector.number());
      case Operand.Memory memory -> memory(register, memory, unit);
      case Operand.Constant constant -> {
        modes(0, register, 5);
        int end = size + 4 + (form.immediate() >= 0 ? 1 : 0);
        fixups.add(new Fixup(size, end, constants.computeIfAbsent(constant, _ -> constants.size())));
        putInt(0);
      }
    }
    if (form.immediate() >= 0) {
      put(form.immediate());
    }
  }

  private void memory(int register, Operand.Memory memory, int unit) {
    int displacement = memory.displacement();
    boolean small = displacement % unit == 0 && displacement / unit == (byte) (displacement / unit);
    boolean none = displacement == 0 && low(memory.base()) != RBP;
    int mode = none ? 0 : small ? 1 : 2;
    boolean indexed = memory.index() >= 0 || low(memory.base()) == RSP;
    modes(mode, register, indexed ? RSP : memory.base());
    if (indexed) {
      modes(0, memory.index() >= 0 ? memory.index() : RSP, memory.base());
    }
    if (mode == 1) {
      put(displacement / unit);
    } else if (mode == 2) {
      putInt(displacement);
    }
  }

  /// The code, with its constants behind it. The memory that it is copied to must be aligned to the constants' size.
  byte[] finish() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int start = (size + constantBytes - 1) / constantBytes * constantBytes;
    for (Fixup fixup : fixups) {
      int distance = start + fixup.constant() * constantBytes - fixup.end();
      for (int i = 0; i < 4; i++) {
        code[fixup.at() + i] = (byte) (distance >> (8 * i));
      }
    }
    out.write(code, 0, size);
    out.writeBytes(new byte[start - size]);
    for (Operand.Constant constant : constants.keySet()) {
      for (int i = 0; i < constantBytes; i++) {
        out.write(constant.words().get(i / 4 % constant.words().size()) >> (8 * (i % 4)));
      }
    }
    return out.toByteArray();
  }
}
