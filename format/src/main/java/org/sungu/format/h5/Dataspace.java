package org.sungu.format.h5;

import org.sungu.tensor.Shape;

/// Reads the shape of a dataset or an attribute.
final class Dataspace {
  private static final int MAXIMAL_RANK = 32;

  private Dataspace() {}

  /// The shape; nothing at all (a null dataspace, h5py's `Empty`) is an array of no elements.
  static Shape read(Cursor in, Source source) {
    int version = in.u8();
    int rank = in.u8();
    in.skip(1);
    if (version == 1) {
      in.skip(5);
    } else if (version != 2) {
      throw source.corrupt("a dataspace of version " + version);
    } else if (in.u8() == 2) {
      return Shape.of(0);
    }
    if (rank > MAXIMAL_RANK) {
      throw source.corrupt("a dataspace of " + rank + " axes");
    }
    int[] sizes = new int[rank];
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      long size = in.length();
      if (size > Integer.MAX_VALUE || (size > 0 && count > Long.MAX_VALUE / 16 / size)) {
        throw source.corrupt("a size of " + size + " along axis " + axis);
      }
      sizes[axis] = (int) size;
      count *= Math.max(1, size);
    }
    return Shape.of(sizes);
  }
}
