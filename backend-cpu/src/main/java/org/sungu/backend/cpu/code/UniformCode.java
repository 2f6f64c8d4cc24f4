package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.RCX;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;

/// The code of [org.sungu.graph.RandomUniform]: a register of Threefry-2x32-20 blocks at a time; see [org.sungu.tensor.Threefry].
public final class UniformCode {
  private static final int PARITY = 0x1BD11BDA;
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
  private static final int GROUPS = 5;

  private final VectorCode code;

  private UniformCode(VectorCode code) {
    this.code = code;
  }

  /// The pairs from `first` (a multiple of 16) to `end` of a draw of `count` numbers.
  public static void emit(long count, long first, long end, int stream, Location seed, Location counter, Location to, CodeBuilder builder) {
    new UniformCode(builder.vectors()).emit(count, stream, first, end, List.of(seed, counter, to), builder);
  }

  private void emit(long count, int stream, long first, long end, List<Location> locations, CodeBuilder builder) {
    if (count == 0 || count > 1L << 28) {
      throw new Unsupported(count + " random numbers");
    }
    long half = (count + 1) / 2;
    Operand.Memory seed = builder.memory(locations.get(0), -1);
    Operand.Memory counter = builder.memory(locations.get(1), -1);
    Operand.Memory lower = builder.memory(locations.get(2), RCX);
    builder.checkBases(List.of(seed, counter, lower), locations);
    Operand.Memory upper = lower.plus(Math.toIntExact(4 * half));
    int[] key = key(seed, counter, stream);
    int second = code.take();
    code.broadcast(second, counter.plus(4));
    code.addInt(second, second, register(key[1]));
    int index = code.take();
    code.load(index, iota(Math.toIntExact(first)));
    long whole = first + (end - first) / code.lanes() * code.lanes();
    if (whole > first) {
      // Where the count is odd, the last upper number is one too many, and there is room for it: an odd count leaves a register unfilled.
      builder.loop(RCX, 4 * first, 4 * whole, code.width(), () -> draw(key, index, second, lower, upper, false, half, count));
    }
    if (whole < end) {
      builder.assembler().moveInt(RCX, Math.toIntExact(4 * whole));
      draw(key, index, second, lower, upper, true, half, count);
    }
  }

  private static Operand register(int number) {
    return new Operand.Vector(number);
  }

  private Operand iota(int start) {
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < code.lanes(); i++) {
      words.add(start + i);
    }
    return new Operand.Constant(words);
  }

  /// The key of the draw, a function of seed, counter and stream, and its third word.
  private int[] key(Operand.Memory seed, Operand.Memory counter, int stream) {
    int[] seeds = {code.take(), code.take(), code.take()};
    code.broadcast(seeds[0], seed);
    code.broadcast(seeds[1], seed.plus(4));
    third(seeds);
    int[] key = {code.take(), code.take(), code.take()};
    code.broadcast(key[0], counter);
    code.addInt(key[0], key[0], register(seeds[0]));
    code.addInt(key[1], seeds[1], Operand.Constant.of(stream));
    rounds(seeds, key[0], key[1]);
    third(key);
    code.free(seeds);
    return key;
  }

  private void third(int[] key) {
    code.xor(key[2], key[0], register(key[1]));
    code.xor(key[2], key[2], Operand.Constant.of(PARITY));
  }

  private void rounds(int[] key, int x, int y) {
    for (int group = 0; group < GROUPS; group++) {
      for (int i = 0; i < 4; i++) {
        code.addInt(x, x, register(y));
        code.rotateLeft(y, y, ROTATIONS[(4 * group + i) % ROTATIONS.length]);
        code.xor(y, y, register(x));
      }
      code.addInt(x, x, register(key[(group + 1) % 3]));
      code.addInt(y, y, register(key[(group + 2) % 3]));
      code.addInt(y, y, Operand.Constant.of(group + 1));
    }
  }

  private void draw(int[] key, int index, int second, Operand.Memory lower, Operand.Memory upper, boolean tail, long half, long count) {
    int x = code.take();
    int y = code.take();
    code.addInt(x, index, register(key[0]));
    code.move(y, second);
    rounds(key, x, y);
    fraction(x);
    fraction(y);
    int lanes = (int) (half % code.lanes());
    if (tail && lanes > 0) {
      code.setTail(lanes);
      code.storeTail(lower, x);
      if (count % 2 == 1) {
        code.setTail(lanes - 1);
      }
      code.storeTail(upper, y);
    } else {
      code.store(lower, x);
      code.store(upper, y);
    }
    code.addInt(index, index, Operand.Constant.of(code.lanes()));
    code.free(x, y);
  }

  /// The upper 24 bits times 2^-24.
  private void fraction(int words) {
    code.shiftRightUnsigned(words, words, 8);
    code.intToFloat(words, words);
    code.multiply(words, words, Operand.Constant.of(0x1p-24f));
  }
}
