package org.sungu.backend.cpu.kernel;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.NDArray;

/// Copies the slices of an array at given positions along its middle axis.
///
/// @param outer slices of slices
/// @param size positions along the axis
/// @param sliceBytes bytes of one slice
/// @param missing a slice to copy where a position is outside the axis
public record GatherKernel(long outer, long size, long sliceBytes, long from, NDArray indices, long missing, long to)
    implements Kernel {
  @Override
  public void run() {
    long count = indices.elementCount();
    for (long i = 0; i < outer; i++) {
      for (long j = 0; j < count; j++) {
        long index = indices.getLong(j);
        boolean inside = index >= 0 && index < size;
        long source = inside ? from + (i * size + index) * sliceBytes : missing;
        Memory.copy(source, to + (i * count + j) * sliceBytes, sliceBytes);
      }
    }
  }
}
