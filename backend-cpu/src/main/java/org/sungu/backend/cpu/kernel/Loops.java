package org.sungu.backend.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import org.sungu.tensor.Shape;

/// A nest of loops over several strided arrays at once, with as few loops as possible: axes of size 1 are gone, and neighbouring axes
/// that every array steps through evenly are one.
///
/// @param sizes iterations of each loop, outermost first; at least one loop
/// @param strides for each array, what one iteration of each loop adds to its position
public record Loops(List<Long> sizes, List<List<Long>> strides) {
  public static Loops of(Shape shape, long[]... strides) {
    List<Long> sizes = new ArrayList<>();
    List<List<Long>> merged = new ArrayList<>();
    for (int i = 0; i < strides.length; i++) {
      merged.add(new ArrayList<>());
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      long size = shape.size(axis);
      if (size == 1) {
        continue;
      }
      int last = sizes.size() - 1;
      boolean even = last >= 0;
      for (int i = 0; even && i < strides.length; i++) {
        even = merged.get(i).get(last) == strides[i][axis] * size;
      }
      if (even) {
        sizes.set(last, sizes.get(last) * size);
      } else {
        sizes.add(size);
      }
      for (int i = 0; i < strides.length; i++) {
        if (even) {
          merged.get(i).set(last, strides[i][axis]);
        } else {
          merged.get(i).add(strides[i][axis]);
        }
      }
    }
    if (sizes.isEmpty()) {
      sizes.add(1L);
      merged.forEach(list -> list.add(0L));
    }
    return new Loops(List.copyOf(sizes), merged.stream().map(List::copyOf).toList());
  }

  public int depth() {
    return sizes.size();
  }

  public long[] sizeArray() {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  public long[] strideArray(int array) {
    return strides.get(array).stream().mapToLong(Long::longValue).toArray();
  }

  public long elementCount() {
    return sizes.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }
}
