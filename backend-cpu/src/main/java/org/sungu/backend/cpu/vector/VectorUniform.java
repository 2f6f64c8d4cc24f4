package org.sungu.backend.cpu.vector;

import static org.sungu.tensor.Threefry.high;
import static org.sungu.tensor.Threefry.low;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.Threefry;

/// Random numbers, a register of Threefry-2x32-20 blocks at a time; see [Threefry].
record VectorUniform(long count, long first, long end, int stream, long seed, long counter, long to) implements Kernel {
  private static final int PARITY = 0x1BD11BDA;
  private static final IntVector INDICES = IntVector.zero(Vectors.INTS).addIndex(1);

  @Override
  public void run() {
    long step = Memory.getLong(counter);
    long key = Threefry.key(Memory.getLong(seed), step, stream);
    long half = (count + 1) / 2;
    for (long i = first; i < end; i += Vectors.LANES) {
      draw(low(key), high(key), (int) i, high(step), i, half, Math.min(end, half));
    }
  }

  private void draw(int key0, int key1, int first, int second, long i, long half, long last) {
    int key2 = PARITY ^ key0 ^ key1;
    IntVector x = INDICES.add(first).add(key0);
    IntVector y = IntVector.broadcast(Vectors.INTS, second + key1);
    for (int round = 0; round < 5; round++) {
      boolean even = round % 2 == 0;
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, even ? 13 : 17).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, even ? 15 : 29).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, even ? 26 : 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, even ? 6 : 24).lanewise(VectorOperators.XOR, x);
      int next = round % 3;
      x = x.add(next == 0 ? key1 : next == 1 ? key2 : key0);
      y = y.add((next == 0 ? key2 : next == 1 ? key0 : key1) + round + 1);
    }
    Vectors.store(to + 4 * i, uniform(x), Vectors.first(last - i));
    Vectors.store(to + 4 * (half + i), uniform(y), Vectors.first(Math.min(last, count - half) - i));
  }

  /// The upper 24 bits as a fraction.
  private static FloatVector uniform(IntVector words) {
    IntVector upper = words.lanewise(VectorOperators.LSHR, 8);
    return ((FloatVector) upper.convertShape(VectorOperators.I2F, Vectors.FLOATS, 0)).mul(0x1p-24f);
  }
}
