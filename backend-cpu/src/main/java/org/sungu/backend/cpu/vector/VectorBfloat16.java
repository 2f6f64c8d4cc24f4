package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.INTS;
import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.sungu.backend.cpu.memory.Memory;

/// Loops from and to bfloat16, which is the upper half of a float32.
final class VectorBfloat16 {
  /// As many as there are floats in a register.
  private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, VectorShape.forBitSize(16 * LANES));
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int UPPER_HALF = 0xFFFF0000;
  private static final int QUIET = 0x400000;

  private VectorBfloat16() {}

  /// The nearest bfloat16 in the upper halves, ties to even; the lower halves hold anything.
  private static IntVector rounded(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    IntVector nearest = bits.add(odd).add(0x7FFF);
    // The sum of a NaN's bits may run over.
    return nearest.blend(bits.or(QUIET), x.test(VectorOperators.IS_NAN).cast(INTS));
  }

  static void round(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, rounded(load(a + (i & aLanes))).and(UPPER_HALF).reinterpretAsFloats());
    }
  }

  static void load16(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int end = (int) count;
    for (int i = 0; i < end; i += LANES) {
      ShortVector halves = ShortVector.fromMemorySegment(SHORTS, Memory.ALL, a + 2L * i, ORDER);
      IntVector bits = (IntVector) halves.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
      store(d + 4L * i, bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats());
    }
  }

  static void store16(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int end = (int) count;
    for (int i = 0; i < end; i += LANES) {
      IntVector bits = rounded(load(a + (4L * i & aLanes))).lanewise(VectorOperators.LSHR, 16);
      ShortVector halves = (ShortVector) bits.convertShape(VectorOperators.I2S, SHORTS, 0);
      halves.intoMemorySegment(Memory.ALL, d + 2L * i, ORDER);
    }
  }
}
