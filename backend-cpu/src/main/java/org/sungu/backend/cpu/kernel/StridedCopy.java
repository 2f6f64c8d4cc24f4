package org.sungu.backend.cpu.kernel;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.Shape;

/// Copies elements of 1, 2, 4 or 8 bytes between strided arrays.
public final class StridedCopy implements Kernel {
  private final int elementSize;
  private final long from;
  private final long to;
  private final long[] sizes;
  private final long[] fromStrides;
  private final long[] toStrides;
  private final long[] position;

  private StridedCopy(int elementSize, long from, long to, Loops loops) {
    this.elementSize = elementSize;
    this.from = from;
    this.to = to;
    this.sizes = loops.sizeArray();
    this.fromStrides = loops.strideArray(0);
    this.toStrides = loops.strideArray(1);
    this.position = new long[sizes.length];
  }

  /// @param fromStrides elements from one index to the next along each axis, as are `toStrides`
  public static Kernel of(Shape shape, int elementSize, long from, long[] fromStrides, long to, long[] toStrides) {
    Loops loops = Loops.of(shape, scaled(fromStrides, elementSize), scaled(toStrides, elementSize));
    if (shape.elementCount() == 0) {
      return () -> {};
    }
    StridedCopy copy = new StridedCopy(elementSize, from, to, loops);
    int last = copy.sizes.length - 1;
    boolean contiguous = copy.fromStrides[last] == elementSize && copy.toStrides[last] == elementSize;
    if (contiguous && last == 0) {
      long bytes = loops.elementCount() * elementSize;
      return () -> Memory.copy(from, to, bytes);
    }
    return contiguous ? copy::copyRuns : copy;
  }

  private static long[] scaled(long[] strides, int elementSize) {
    long[] result = strides.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= elementSize;
    }
    return result;
  }

  @Override
  public void run() {
    int inner = sizes.length - 1;
    long count = sizes[inner];
    do {
      long source = from + offset(fromStrides);
      long target = to + offset(toStrides);
      switch (elementSize) {
        case 1 -> copyBytes(source, target, count, fromStrides[inner], toStrides[inner]);
        case 2 -> copyShorts(source, target, count, fromStrides[inner], toStrides[inner]);
        case 4 -> copyInts(source, target, count, fromStrides[inner], toStrides[inner]);
        default -> copyLongs(source, target, count, fromStrides[inner], toStrides[inner]);
      }
    } while (advance());
  }

  private void copyRuns() {
    long bytes = sizes[sizes.length - 1] * elementSize;
    do {
      Memory.copy(from + offset(fromStrides), to + offset(toStrides), bytes);
    } while (advance());
  }

  /// Goes to the next run; false behind the last one, when the position is the first again.
  private boolean advance() {
    for (int axis = sizes.length - 2; axis >= 0; axis--) {
      if (++position[axis] < sizes[axis]) {
        return true;
      }
      position[axis] = 0;
    }
    return false;
  }

  private long offset(long[] strides) {
    long offset = 0;
    for (int axis = 0; axis < sizes.length - 1; axis++) {
      offset += position[axis] * strides[axis];
    }
    return offset;
  }

  private static void copyBytes(long from, long to, long count, long fromStride, long toStride) {
    for (long i = 0; i < count; i++) {
      Memory.putByte(to + i * toStride, Memory.getByte(from + i * fromStride));
    }
  }

  private static void copyShorts(long from, long to, long count, long fromStride, long toStride) {
    for (long i = 0; i < count; i++) {
      Memory.putShort(to + i * toStride, Memory.getShort(from + i * fromStride));
    }
  }

  private static void copyInts(long from, long to, long count, long fromStride, long toStride) {
    for (long i = 0; i < count; i++) {
      Memory.putInt(to + i * toStride, Memory.getInt(from + i * fromStride));
    }
  }

  private static void copyLongs(long from, long to, long count, long fromStride, long toStride) {
    for (long i = 0; i < count; i++) {
      Memory.putLong(to + i * toStride, Memory.getLong(from + i * fromStride));
    }
  }
}
