package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.RBP;
import static org.sungu.backend.cpu.code.Assembler.RBX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDI;
import static org.sungu.backend.cpu.code.Assembler.RSI;
import static org.sungu.backend.cpu.code.Assembler.RSP;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.plan.CopyStep;
import org.sungu.backend.cpu.plan.View;

/// Writes one function, `void f(char *arena)` in the System V calling convention, out of the code of several steps.
///
/// RDI holds the arena throughout, five to seven registers hold bases of memory elsewhere, the rest is for loops.
public final class CodeBuilder {
  /// What places in memory are counted from.
  public sealed interface Origin permits Fixed, LoopCode.Cursor {}

  /// Origins that stay where they are.
  public enum Fixed implements Origin {
    ARENA,
    /// Address 0.
    MEMORY
  }

  /// Where a view begins, in bytes from an origin.
  public record Location(Origin origin, long value) {
    public static Location inArena(long offset) {
      return new Location(Fixed.ARENA, offset);
    }

    public static Location at(long address) {
      return new Location(Fixed.MEMORY, address);
    }

    public Location plus(long bytes) {
      return new Location(origin, value + bytes);
    }
  }

  /// Where everything lies for all calls.
  public interface Locations {
    Location of(View view);

    /// Memory in the arena that the step may use.
    Location scratch();
  }

  /// The step cannot be written as machine code, so another kernel runs it.
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsupported(String what) {
      super(what);
    }
  }

  private static final int[] SAVED = {RBX, RBP, 12, 13, 14, 15};
  private static final int[] BASES = {RSI, RBX, RBP, 12, 13};
  private static final int[] MORE_BASES = {RSI, RBX, RBP, 12, 13, R14, R15};
  /// How far a base reaches: half of what a displacement can hold, so that there is room for offsets inside an array.
  private static final long REACH = 1L << 30;

  private final VectorCode vectors;
  private final Assembler assembler;
  /// Where the base registers point.
  private final Map<Integer, Location> bases = new HashMap<>();
  private int[] usable = BASES;
  private int nextBase;
  /// Bytes of the stack in use.
  private int frame;

  CodeBuilder(boolean wide) {
    this.vectors = new VectorCode(wide);
    this.assembler = vectors.assembler();
    for (int register : SAVED) {
      assembler.push(register);
    }
  }

  /// Writes something, or takes back what was written of it where that turns out to be impossible.
  boolean attempt(Runnable emission) {
    Assembler.Mark mark = assembler.mark();
    Map<Integer, Location> basesBefore = Map.copyOf(bases);
    int frameBefore = frame;
    try {
      emission.run();
      return true;
    } catch (Unsupported | VectorCode.TooFewRegisters e) {
      assembler.backTo(mark);
      bases.clear();
      bases.putAll(basesBefore);
      frame = frameBefore;
      return false;
    } finally {
      vectors.freeAll();
    }
  }

  VectorCode vectors() {
    return vectors;
  }

  Assembler assembler() {
    return assembler;
  }

  byte[] finish() {
    assembler.zeroUpper();
    for (int i = SAVED.length - 1; i >= 0; i--) {
      assembler.pop(SAVED[i]);
    }
    assembler.returnToCaller();
    return assembler.finish();
  }

  /// Memory at a location, and at an index register (or -1) from there. To be called in front of a loop, as it may load a base.
  Operand.Memory memory(Location location, int index) {
    if (location.origin() == Fixed.ARENA) {
      return new Operand.Memory(RDI, index, displacement(location.value()));
    }
    for (int register : usable) {
      Location base = bases.get(register);
      if (base != null && base.origin().equals(location.origin()) && Math.abs(location.value() - base.value()) < REACH) {
        return new Operand.Memory(register, index, (int) (location.value() - base.value()));
      }
    }
    int register = usable[nextBase++ % usable.length];
    Location base = location.origin() == Fixed.MEMORY ? location : new Location(location.origin(), 0);
    move(register, base);
    bases.put(register, base);
    return new Operand.Memory(register, index, displacement(location.value() - base.value()));
  }

  /// Writes something that leaves R14 and R15 alone, so that they can be bases, too.
  void withMoreBases(Runnable emission) {
    usable = MORE_BASES;
    try {
      emission.run();
    } finally {
      usable = BASES;
      bases.remove(R14);
      bases.remove(R15);
    }
  }

  /// Lets a register point to a location.
  void move(int register, Location location) {
    switch (location.origin()) {
      case Fixed.MEMORY -> assembler.move(register, location.value());
      case Fixed.ARENA -> assembler.address(register, RDI, displacement(location.value()));
      case LoopCode.Cursor cursor -> {
        assembler.load(register, stack(cursor.place()));
        if (location.value() != 0) {
          assembler.address(register, register, displacement(location.value()));
        }
      }
    }
  }

  /// Checks that the operands of one step use no more bases than there are: call it when all of them are known.
  void checkBases(List<Operand.Memory> operands, List<Location> locations) {
    for (int i = 0; i < operands.size(); i++) {
      int register = operands.get(i).base();
      Location base = bases.get(register);
      Location expected = locations.get(i);
      boolean valid = expected.origin() == Fixed.ARENA || (base != null && base.plus(operands.get(i).displacement()).equals(expected));
      if (!valid) {
        throw new Unsupported("too many separate pieces of memory");
      }
    }
  }

  /// Makes room for a word on the stack and returns its place, for [#stack].
  int push(int register) {
    assembler.push(register);
    frame += Long.BYTES;
    return frame;
  }

  /// Gives words on the stack back.
  void pop(int words) {
    assembler.add(RSP, words * Long.BYTES);
    frame -= words * Long.BYTES;
  }

  /// A word that was pushed.
  Operand.Memory stack(int place) {
    return Operand.Memory.at(RSP, frame - place);
  }

  /// To be called where the base registers may hold something else than what was put there last.
  void forgetBases() {
    bases.clear();
  }

  /// Runs the body for values of a register from `start` on, in steps, while it is below the end. The body runs at least once.
  void loop(int register, long start, long end, int step, Runnable body) {
    if (end > Integer.MAX_VALUE) {
      throw new Unsupported("an array of " + end + " bytes");
    }
    assembler.moveInt(register, (int) start);
    if (start + step >= end) {
      body.run();
      return;
    }
    int top = assembler.position();
    body.run();
    assembler.add(register, step);
    assembler.compare(register, (int) end);
    assembler.jumpIfBelow(top);
  }

  /// Runs the body so many times; the register counts down.
  void repeat(int register, long times, Runnable body) {
    if (times == 1) {
      body.run();
    } else if (times > 1) {
      assembler.moveInt(register, Math.toIntExact(times));
      int top = assembler.position();
      body.run();
      assembler.add(register, -1);
      assembler.jumpIfNotEqual(top);
    }
  }

  /// A number of bytes as a displacement.
  static int displacement(long bytes) {
    if (Math.abs(bytes) >= REACH) {
      throw new Unsupported("a distance of " + bytes + " bytes");
    }
    return (int) bytes;
  }

  /// Copies elements, in whole registers where they lie in order on both sides; the last one may go beyond the end of a buffer only.
  void copy(CopyStep.Copy copy, Locations locations) {
    View to = copy.to();
    long bytes = to.byteSize();
    boolean toEnd = to.byteOffset() + bytes == to.buffer().byteSize();
    if (bytes == 0 || !copy.from().isContiguous() || (bytes % vectors.width() != 0 && !toEnd)) {
      PointwiseCode.copy(copy.from(), to, this, locations);
      return;
    }
    Location from = locations.of(copy.from());
    Location target = locations.of(to);
    Operand.Memory source = memory(from, RCX);
    Operand.Memory result = memory(target, RCX);
    checkBases(List.of(source, result), List.of(from, target));
    int register = vectors.take();
    loop(RCX, 0, bytes, vectors.width(), () -> {
      vectors.load(register, source);
      vectors.store(result, register);
    });
    vectors.free(register);
  }
}
