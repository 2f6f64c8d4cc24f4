package org.sungu.backend.cpu.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.sungu.backend.cpu.memory.Memory;

/// Registers of the width that suits this processor, loaded from and stored to addresses.
final class Vectors {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
  static final int LANES = FLOATS.length();
  /// Bytes of a register.
  static final int WIDTH = 4 * LANES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Vectors() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, address, ORDER);
  }

  /// Zero in lanes that are not set.
  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, address, ORDER, mask);
  }

  static IntVector loadInts(long address) {
    return IntVector.fromMemorySegment(INTS, Memory.ALL, address, ORDER);
  }

  static void store(long address, FloatVector vector) {
    vector.intoMemorySegment(Memory.ALL, address, ORDER);
  }

  static void store(long address, FloatVector vector, VectorMask<Float> mask) {
    vector.intoMemorySegment(Memory.ALL, address, ORDER, mask);
  }

  static FloatVector splat(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /// The first lanes.
  static VectorMask<Float> first(long lanes) {
    return FLOATS.indexInRange(0, lanes);
  }
}
