package org.sungu.backend.cpu.pointwise;

import static org.sungu.backend.cpu.memory.Memory.getByte;
import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.getShort;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plain.Bfloat16;
import org.sungu.tensor.DType;

/// Loads a strided or repeated operand so that its elements lie one behind the other.
final class Expansion implements BlockStep {
  private final long[] sizes;
  private final long[] strides;
  private final DType type;
  private final long from;
  private final long to;

  private Expansion(Loops loops, DType type, long from, long to) {
    this.sizes = loops.sizeArray();
    this.strides = loops.strideArray(0);
    this.type = type;
    this.from = from;
    this.to = to;
  }

  /// @param loops how the operand is walked, in bytes
  /// @param type float32, bfloat16 or bool
  static BlockStep of(Loops loops, DType type, long from, long to) {
    return new Expansion(loops, type, from, to);
  }

  @Override
  public void run(long start, long count) {
    int inner = sizes.length - 1;
    long run = start / sizes[inner];
    long within = start % sizes[inner];
    long source = address(run);
    long target = to;
    long left = count;
    while (left > 0) {
      long length = Math.min(left, sizes[inner] - within);
      load(source + within * strides[inner], strides[inner], target, length);
      target += 4 * length;
      left -= length;
      within = 0;
      run++;
      // Short runs would take longer to find than to load.
      source = inner <= 1 ? source + strides[0] : address(run);
    }
  }

  /// The address of the first element of a run of the innermost loop.
  private long address(long run) {
    long address = from;
    long rest = run;
    for (int loop = sizes.length - 2; loop >= 0; loop--) {
      address += rest % sizes[loop] * strides[loop];
      rest /= sizes[loop];
    }
    return address;
  }

  private void load(long source, long stride, long target, long count) {
    if (type == DType.BFLOAT16) {
      for (long i = 0; i < count; i++) {
        putFloat(target + 4 * i, Bfloat16.toFloat(getShort(source + i * stride)));
      }
    } else if (type == DType.BOOL) {
      for (long i = 0; i < count; i++) {
        putFloat(target + 4 * i, getByte(source + i * stride));
      }
    } else if (stride == 4) {
      Memory.copy(source, target, 4 * count);
    } else if (stride == 0) {
      float value = getFloat(source);
      int size = (int) count;
      for (int i = 0; i < size; i++) {
        putFloat(target + 4L * i, value);
      }
    } else {
      for (long i = 0; i < count; i++) {
        putFloat(target + 4 * i, getFloat(source + i * stride));
      }
    }
  }
}
