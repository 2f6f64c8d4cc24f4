package org.sungu.backend.cpu.kernel;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Adds slices at given positions along the middle axis of an array that is zero at first.
///
/// @param outer slices of slices
/// @param first the position that the array begins with
/// @param size positions along the axis
/// @param slice elements of one slice
public record ScatterAddKernel(long outer, long first, long size, long slice, NDArray indices, NDArray updates, NDArray result) implements Kernel {
  @Override
  public void run() {
    Memory.zero(result.segment().address(), result.segment().byteSize());
    long count = indices.elementCount();
    for (long i = 0; i < outer; i++) {
      for (long j = 0; j < count; j++) {
        long index = indices.getLong(j) - first;
        if (index >= 0 && index < size) {
          add((i * count + j) * slice, (i * size + index) * slice);
        }
      }
    }
  }

  private void add(long from, long to) {
    if (result.dtype() == DType.FLOAT32) {
      long source = updates.segment().address() + 4 * from;
      long target = result.segment().address() + 4 * to;
      for (long k = 0; k < 4 * slice; k += 4) {
        putFloat(target + k, getFloat(target + k) + getFloat(source + k));
      }
      return;
    }
    for (long k = 0; k < slice; k++) {
      if (result.dtype().isFloating()) {
        result.setDouble(to + k, result.getDouble(to + k) + updates.getDouble(from + k));
      } else {
        result.setLong(to + k, result.getLong(to + k) + updates.getLong(from + k));
      }
    }
  }
}
