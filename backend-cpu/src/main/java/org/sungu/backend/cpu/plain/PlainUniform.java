package org.sungu.backend.cpu.plain;

import static org.sungu.tensor.Threefry.high;
import static org.sungu.tensor.Threefry.low;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.Threefry;

/// Random numbers, a block of two words at a time.
record PlainUniform(long count, long first, long end, int stream, long seed, long counter, long to) implements Kernel {
  @Override
  public void run() {
    long step = Memory.getLong(counter);
    long key = Threefry.key(Memory.getLong(seed), step, stream);
    long half = (count + 1) / 2;
    for (long i = first; i < Math.min(end, half); i++) {
      long words = Threefry.block(low(key), high(key), (int) i, high(step));
      Memory.putFloat(to + 4 * i, Threefry.uniform(low(words)));
      if (half + i < count) {
        Memory.putFloat(to + 4 * (half + i), Threefry.uniform(high(words)));
      }
    }
  }
}
