package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.M0F;
import static org.sungu.backend.cpu.code.Assembler.M0F38;
import static org.sungu.backend.cpu.code.Assembler.M0F3A;
import static org.sungu.backend.cpu.code.Assembler.NONE;
import static org.sungu.backend.cpu.code.Assembler.P66;
import static org.sungu.backend.cpu.code.Assembler.PF3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sungu.backend.cpu.code.Assembler.Form;
import org.sungu.backend.cpu.code.Assembler.Opcode;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;

/// Vector instructions on registers as wide as the processor has them: 16 lanes with AVX-512, 8 with AVX2. It also keeps account of which vector
/// registers are in use.
final class VectorCode {
  /// Predicates of comparisons; all but the last two are false where an operand is NaN.
  static final int EQUAL = 0;
  static final int LESS = 0x11;
  static final int LESS_OR_EQUAL = 0x12;
  static final int GREATER_OR_EQUAL = 0x1D;
  static final int GREATER = 0x1E;
  static final int UNORDERED = 3;
  static final int NOT_EQUAL = 4;

  private static final Opcode LOAD = Opcode.of(NONE, M0F, 0x10);
  private static final Opcode STORE = Opcode.of(NONE, M0F, 0x11);
  private static final Opcode BROADCAST = Opcode.of(P66, M0F38, 0x18);
  private static final Opcode BROADCAST_BYTE = Opcode.of(P66, M0F38, 0x78);
  private static final Opcode ADD = Opcode.of(NONE, M0F, 0x58);
  private static final Opcode MULTIPLY = Opcode.of(NONE, M0F, 0x59);
  private static final Opcode SUBTRACT = Opcode.of(NONE, M0F, 0x5C);
  private static final Opcode MINIMUM = Opcode.of(NONE, M0F, 0x5D);
  private static final Opcode DIVIDE = Opcode.of(NONE, M0F, 0x5E);
  private static final Opcode MAXIMUM = Opcode.of(NONE, M0F, 0x5F);
  private static final Opcode SQUARE_ROOT = Opcode.of(NONE, M0F, 0x51);
  private static final Opcode FMA_213 = Opcode.of(P66, M0F38, 0xA8);
  private static final Opcode FMA_231 = Opcode.of(P66, M0F38, 0xB8);
  private static final Opcode SCALE = Opcode.of(P66, M0F38, 0x2C);
  private static final Opcode COMPARE = Opcode.of(NONE, M0F, 0xC2);
  private static final Opcode BLEND = Opcode.of(P66, M0F3A, 0x4A);
  private static final Opcode ADD_INT = Opcode.of(P66, M0F, 0xFE);
  private static final Opcode SUBTRACT_INT = Opcode.of(P66, M0F, 0xFA);
  private static final Opcode AND = Opcode.of(P66, M0F, 0xDB);
  private static final Opcode AND_NOT = Opcode.of(P66, M0F, 0xDF);
  private static final Opcode SAME_INT = Opcode.of(P66, M0F, 0x76);
  private static final Opcode OR = Opcode.of(P66, M0F, 0xEB);
  private static final Opcode XOR = Opcode.of(P66, M0F, 0xEF);
  private static final Opcode SHIFT = Opcode.of(P66, M0F, 0x72);
  private static final Opcode INT_TO_FLOAT = Opcode.of(NONE, M0F, 0x5B);
  private static final Opcode FLOAT_TO_INT = Opcode.of(P66, M0F, 0x5B);
  private static final Opcode ROUND = Opcode.of(P66, M0F3A, 0x08);
  private static final Opcode BYTES_TO_INTS = Opcode.of(P66, M0F38, 0x31);
  private static final Opcode INTS_TO_BYTES = Opcode.of(PF3, M0F38, 0x31);
  private static final Opcode SHORTS_TO_INTS = Opcode.of(P66, M0F38, 0x33);
  private static final Opcode INTS_TO_SHORTS = Opcode.of(PF3, M0F38, 0x33);
  private static final Opcode BROADCAST_SHORT = Opcode.of(P66, M0F38, 0x79);
  private static final Opcode MASKED_LOAD = Opcode.of(P66, M0F38, 0x2C);
  private static final Opcode MASKED_STORE = Opcode.of(P66, M0F38, 0x2E);
  private static final Opcode EXTRACT_128 = Opcode.of(P66, M0F3A, 0x19);
  private static final Opcode EXTRACT_256 = new Opcode(P66, M0F3A, 1, 0x1B);
  private static final Opcode SHUFFLE = Opcode.of(NONE, M0F, 0xC6);
  private static final Opcode PACK_INTS = Opcode.of(P66, M0F38, 0x2B);
  private static final Opcode PACK_SHORTS = Opcode.of(P66, M0F, 0x67);
  private static final Opcode STORE_QUARTER = Opcode.of(P66, M0F, 0xD6);
  private static final Opcode STORE_LANE = Opcode.of(PF3, M0F, 0x11);

  /// The mask register of the row ends, and one for comparisons.
  private static final int TAIL = 1;
  private static final int CONDITION = 2;

  private final Assembler assembler;
  private final boolean wide;
  private final Form form;
  private final BitSet used = new BitSet();
  /// How many registers have been in use at once since this was last set.
  private int peak;
  private final HeldConstants held = new HeldConstants();
  private int tail;

  /// There are not enough registers for what is to be computed, so other kernels do it.
  static final class TooFewRegisters extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  VectorCode(boolean wide) {
    this.wide = wide;
    this.form = Form.of(wide ? 64 : 32);
    this.assembler = new Assembler(wide, 64);
  }

  Assembler assembler() {
    return assembler;
  }

  /// Bytes of a register.
  int width() {
    return form.width();
  }

  int lanes() {
    return form.width() / 4;
  }

  /// How many vector registers there are.
  int registers() {
    return wide ? 32 : 16;
  }

  /// A register that is not in use.
  int take() {
    int register = used.nextClearBit(0);
    if (register >= registers()) {
      throw new TooFewRegisters();
    }
    used.set(register);
    peak = Math.max(peak, used.cardinality());
    return register;
  }

  void free(int... registers) {
    for (int register : registers) {
      used.clear(register);
    }
  }

  void freeAll() {
    used.clear();
    held.drop();
  }

  /// Loads the constants that a loop reads most into registers that it leaves free; [#dropConstants] is to be called behind the loop. With AVX2 it
  /// leaves none.
  ///
  /// @param body writes the body, which is thrown away here
  void holdConstants(Runnable body) {
    if (!wide) {
      return;
    }
    Assembler.Mark start = assembler.mark();
    held.forgetReads();
    peak = used.cardinality();
    body.run();
    assembler.backTo(start);
    for (Operand.Constant constant : held.mostRead(registers() - peak)) {
      int register = take();
      load(register, constant);
      held.hold(constant, register);
    }
  }

  void dropConstants() {
    free(held.drop());
  }

  private static Operand.Vector vector(int register) {
    return new Operand.Vector(register);
  }

  private void two(Opcode opcode, int to, Operand from) {
    assembler.vector(opcode, form, to, 0, held.nearest(from));
  }

  private void three(Opcode opcode, int to, int a, Operand b) {
    assembler.vector(opcode, form, to, a, held.nearest(b));
  }

  void load(int to, Operand from) {
    two(LOAD, to, from);
  }

  void move(int to, int from) {
    if (to != from) {
      two(LOAD, to, vector(from));
    }
  }

  void store(Operand.Memory to, int from) {
    two(STORE, from, to);
  }

  void zero(int register) {
    three(XOR, register, register, vector(register));
  }

  /// Fills a register with the element at an address.
  void broadcast(int to, Operand.Memory from) {
    assembler.vector(BROADCAST, form.counting(4), to, 0, from);
  }

  /// Sets how many lanes the masked loads and stores from here on touch. Uses RAX.
  void setTail(int lanes) {
    if (wide) {
      assembler.moveInt(Assembler.RAX, (1 << lanes) - 1);
      assembler.moveMask(TAIL, Assembler.RAX);
    }
    tail = lanes;
  }

  /// Loads as many lanes as [#setTail] says; the others become 0.
  void loadTail(int to, Operand.Memory from) {
    if (wide) {
      assembler.vector(LOAD, form.masked(TAIL, true), to, 0, from);
    } else {
      load(to, tailMask());
      three(MASKED_LOAD, to, to, from);
    }
  }

  /// Loads as many lanes as [#setTail] says; the others stay as they are.
  void loadTailOver(int to, Operand.Memory from) {
    if (wide) {
      assembler.vector(LOAD, form.masked(TAIL, false), to, 0, from);
    } else {
      int mask = take();
      int loaded = take();
      load(mask, tailMask());
      three(MASKED_LOAD, loaded, mask, from);
      assembler.vector(BLEND, form.with(mask << 4), to, to, vector(loaded));
      free(mask, loaded);
    }
  }

  void storeTail(Operand.Memory to, int from) {
    if (wide) {
      assembler.vector(STORE, form.masked(TAIL, false), from, 0, to);
    } else {
      int mask = take();
      load(mask, tailMask());
      three(MASKED_STORE, from, mask, to);
      free(mask);
    }
  }

  private Operand.Constant tailMask() {
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < lanes(); i++) {
      words.add(i < tail ? -1 : 0);
    }
    return new Operand.Constant(words);
  }

  void add(int to, int a, Operand b) {
    three(ADD, to, a, b);
  }

  void subtract(int to, int a, Operand b) {
    three(SUBTRACT, to, a, b);
  }

  void multiply(int to, int a, Operand b) {
    three(MULTIPLY, to, a, b);
  }

  void divide(int to, int a, Operand b) {
    three(DIVIDE, to, a, b);
  }

  /// The processor's minimum: b where either is NaN or both are zero.
  void rawMinimum(int to, int a, Operand b) {
    three(MINIMUM, to, a, b);
  }

  /// The processor's maximum: b where either is NaN or both are zero.
  void rawMaximum(int to, int a, Operand b) {
    three(MAXIMUM, to, a, b);
  }

  /// Puts b into the lanes where it is larger, or NaN; of equal ones the register keeps its own.
  void largerOrNaN(int to, int b) {
    rawMaximum(to, b, vector(to));
    replaceIf(to, vector(b), b, UNORDERED, vector(b));
  }

  /// Moves the lanes in which a and b have the same bits from one register to another, and leaves zeros behind; the others of the second become 0.
  void moveWhereSame(int to, int from, int zero, int a, int b) {
    if (wide) {
      assembler.vector(SAME_INT, form, CONDITION, a, vector(b));
      assembler.vector(LOAD, form.masked(CONDITION, true), to, 0, vector(from));
      assembler.vector(LOAD, form.masked(CONDITION, false), from, 0, vector(zero));
    } else {
      int condition = take();
      three(SAME_INT, condition, a, vector(b));
      three(AND, to, from, vector(condition));
      three(AND_NOT, from, condition, vector(from));
      free(condition);
    }
  }

  void squareRoot(int to, Operand x) {
    two(SQUARE_ROOT, to, x);
  }

  /// `to = to · a + b`.
  void multiplyAdd(int to, int a, Operand b) {
    three(FMA_213, to, a, b);
  }

  /// `to = a · b + to`.
  void addProduct(int to, int a, Operand b) {
    three(FMA_231, to, a, b);
  }

  /// `to = a · 2^⌊b⌋`, rounded once. With AVX-512 only.
  void scale(int to, int a, int b) {
    three(SCALE, to, a, vector(b));
  }

  void addInt(int to, int a, Operand b) {
    three(ADD_INT, to, a, b);
  }

  void subtractInt(int to, int a, Operand b) {
    three(SUBTRACT_INT, to, a, b);
  }

  void and(int to, int a, Operand b) {
    three(AND, to, a, b);
  }

  void or(int to, int a, Operand b) {
    three(OR, to, a, b);
  }

  void xor(int to, int a, Operand b) {
    three(XOR, to, a, b);
  }

  void shiftLeft(int to, int from, int bits) {
    assembler.vector(SHIFT, form.with(bits), 6, to, vector(from));
  }

  /// Keeps the sign.
  void shiftRight(int to, int from, int bits) {
    assembler.vector(SHIFT, form.with(bits), 4, to, vector(from));
  }

  /// Zeros come in from the left.
  void shiftRightUnsigned(int to, int from, int bits) {
    assembler.vector(SHIFT, form.with(bits), 2, to, vector(from));
  }

  void rotateLeft(int to, int from, int bits) {
    if (wide) {
      assembler.vector(SHIFT, form.with(bits), 1, to, vector(from));
    } else {
      int upper = take();
      shiftLeft(upper, from, bits);
      shiftRightUnsigned(to, from, 32 - bits);
      or(to, to, vector(upper));
      free(upper);
    }
  }

  void intToFloat(int to, int from) {
    two(INT_TO_FLOAT, to, vector(from));
  }

  /// To an integer: the nearest with ties to even (0), the next below (1) or above (2).
  void round(int to, int from, int direction) {
    assembler.vector(ROUND, form.with(8 | direction), to, 0, vector(from));
  }

  /// `to = predicate(a, b) ? 1 : 0`.
  void truth(int to, int a, int predicate, Operand b) {
    if (wide) {
      assembler.vector(COMPARE, form.with(predicate), CONDITION, a, held.nearest(b));
      assembler.vector(LOAD, form.masked(CONDITION, true), to, 0, held.nearest(Operand.Constant.of(1f)));
    } else {
      assembler.vector(COMPARE, form.with(predicate), to, a, held.nearest(b));
      and(to, to, Operand.Constant.of(1f));
    }
  }

  /// `to = predicate(a, b) ? value : to`.
  void replaceIf(int to, Operand value, int a, int predicate, Operand b) {
    if (wide) {
      assembler.vector(COMPARE, form.with(predicate), CONDITION, a, held.nearest(b));
      assembler.vector(LOAD, form.masked(CONDITION, false), to, 0, held.nearest(value));
    } else {
      int condition = take();
      assembler.vector(COMPARE, form.with(predicate), condition, a, held.nearest(b));
      assembler.vector(BLEND, form.with(condition << 4), to, to, value);
      free(condition);
    }
  }

  /// Bytes that hold 0 or 1 to float32.
  void loadBooleans(int to, Operand.Memory from) {
    assembler.vector(BYTES_TO_INTS, form.counting(width() / 4), to, 0, from);
    intToFloat(to, to);
  }

  /// A byte that holds 0 or 1 to a register full of float32.
  void broadcastBoolean(int to, Operand.Memory from) {
    assembler.vector(BROADCAST_BYTE, Form.of(16).counting(1), to, 0, from);
    assembler.vector(BYTES_TO_INTS, form, to, 0, vector(to));
    intToFloat(to, to);
  }

  void loadInts(int to, Operand.Memory from) {
    two(INT_TO_FLOAT, to, from);
  }

  /// Float32 that hold 0 or 1 to bytes.
  void storeBooleans(Operand.Memory to, int from) {
    int ints = take();
    two(FLOAT_TO_INT, ints, vector(from));
    if (wide) {
      assembler.vector(INTS_TO_BYTES, form.counting(width() / 4), ints, 0, to);
    } else {
      int upper = take();
      assembler.vex(EXTRACT_128, form.with(1), ints, 0, vector(upper));
      assembler.vex(PACK_INTS, Form.of(16), ints, ints, vector(upper));
      assembler.vex(PACK_SHORTS, Form.of(16), ints, ints, vector(ints));
      assembler.vex(STORE_QUARTER, Form.of(16), ints, 0, to);
      free(upper);
    }
    free(ints);
  }

  /// Bfloat16, the upper halves of float32.
  void loadBfloat16(int to, Operand.Memory from) {
    assembler.vector(SHORTS_TO_INTS, form.counting(width() / 2), to, 0, from);
    shiftLeft(to, to, 16);
  }

  /// Fills a register with the bfloat16 at an address.
  void broadcastBfloat16(int to, Operand.Memory from) {
    assembler.vector(BROADCAST_SHORT, form.counting(2), to, 0, from);
    shiftLeft(to, to, 16);
  }

  /// Stores the upper halves, which [FunctionCode#roundToBfloat16] has rounded.
  ///
  /// @param partly whether only as many lanes as [#setTail] says
  void storeUpperHalves(Operand.Memory to, int from, boolean partly) {
    int ints = take();
    shiftRightUnsigned(ints, from, 16);
    if (wide) {
      Form halves = form.counting(width() / 2);
      assembler.vector(INTS_TO_SHORTS, partly ? halves.masked(TAIL, false) : halves, ints, 0, to);
    } else if (partly) {
      throw new Unsupported("bfloat16 in rows that do not fill registers");
    } else {
      int upper = take();
      assembler.vex(EXTRACT_128, form.with(1), ints, 0, vector(upper));
      assembler.vex(PACK_INTS, Form.of(16), ints, ints, vector(upper));
      assembler.vex(STORE, Form.of(16), ints, 0, to);
      free(upper);
    }
    free(ints);
  }

  /// Two operands' combination by halves, until one lane is left: lanes 8 apart, then 4, 2 and 1. Destroys the register.
  void fold(int register, Folding folding) {
    int other = take();
    Form narrow = Form.of(16);
    if (wide) {
      assembler.vector(EXTRACT_256, form.with(1).counting(32), register, 0, vector(other));
      folding.combine(register, other);
    }
    assembler.vector(EXTRACT_128, Form.of(32).with(1).counting(16), register, 0, vector(other));
    folding.combine(register, other);
    // Lanes 2 and 3, then lane 1, come to the front.
    for (int order : new int[] {0b1110, 0b0001}) {
      assembler.vector(SHUFFLE, narrow.with(order), other, register, vector(register));
      folding.combine(register, other);
    }
    free(other);
  }

  /// `register = f(register, other)`, lane by lane.
  @FunctionalInterface
  interface Folding {
    void combine(int register, int other);
  }

  /// Stores the first lane.
  void storeFirst(Operand.Memory to, int from) {
    assembler.vector(STORE_LANE, Form.of(16).counting(4), from, 0, to);
  }

  /// Interleaves the lanes of each quarter of two registers: the lower or the upper halves, in units of one or two lanes.
  void interleave(int to, int a, int b, boolean upper, boolean pairs) {
    int code = upper ? 0x15 : 0x14;
    assembler.vector(pairs ? new Opcode(P66, M0F, wide ? 1 : 0, code) : Opcode.of(NONE, M0F, code), form, to, a, vector(b));
  }

  /// Quarters of a (two) and b (two), by two bits each.
  void shuffleQuarters(int to, int a, int b, int order) {
    assembler.vector(Opcode.of(P66, M0F3A, 0x23), form.with(order), to, a, vector(b));
  }

  /// Halves of a and b, as `VPERM2F128` orders them.
  void permuteHalves(int to, int a, int b, int order) {
    assembler.vector(Opcode.of(P66, M0F3A, 0x06), form.with(order), to, a, vector(b));
  }

  boolean isWide() {
    return wide;
  }

  @Override
  public String toString() {
    return (wide ? "AVX-512" : "AVX2") + " code with " + Arrays.toString(used.stream().toArray()) + " in use";
  }
}
