package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import org.sungu.tensor.Shape;

/// Gathers a dataset from its chunks. Chunks that were never written read as zeros.
final class ChunkedData {
  private static final int MAXIMAL_CHUNK = Integer.MAX_VALUE - 64;

  private final Source source;
  private final String path;
  private final int elementSize;
  private final Shape shape;
  private final FilterPipeline filters;
  private final MemorySegment data;
  private int[] chunk = {};
  private int chunkSize;

  ChunkedData(Source source, String path, Datatype type, Shape shape, FilterPipeline filters) {
    this.source = source;
    this.path = path;
    this.shape = shape;
    this.filters = filters;
    elementSize = (int) type.size();
    long size = shape.elementCount() * elementSize;
    source.reserve(size, "dataset " + path);
    long words = (size + 7) / 8;
    if (words > MAXIMAL_CHUNK) {
      throw source.unsupported("dataset " + path + " of " + size + " bytes", "at most 16 GiB");
    }
    data = MemorySegment.ofArray(new long[(int) words]).asSlice(0, size);
  }

  MemorySegment readVersion3(Cursor layout) {
    return readTree(layout, layout.u8());
  }

  /// Chunks found by a version 1 B-tree.
  MemorySegment readTree(Cursor layout, int dimensionality) {
    long root = layout.address();
    readChunkShape(layout, dimensionality, 4);
    if (root != Source.UNDEFINED) {
      readNode(root, Integer.MAX_VALUE);
    }
    return data;
  }

  private void readChunkShape(Cursor layout, int dimensionality, int width) {
    if (dimensionality != shape.rank() + 1 || shape.rank() == 0) {
      throw source.corrupt("dataset " + path + " has chunks of " + (dimensionality - 1) + " axes and shape " + shape);
    }
    chunk = new int[shape.rank()];
    long size = elementSize;
    for (int axis = 0; axis < chunk.length; axis++) {
      long length = layout.unsigned(width);
      if (length <= 0 || length > MAXIMAL_CHUNK / size) {
        throw source.corrupt("dataset " + path + " has chunks of size " + length + " along axis " + axis);
      }
      chunk[axis] = (int) length;
      size *= length;
    }
    layout.skip(width);
    source.reserve(size, "a chunk of dataset " + path);
    chunkSize = (int) size;
  }

  private void readNode(long address, int parentLevel) {
    Cursor in = source.visit(address, "chunk index");
    in.expect("TREE");
    int type = in.u8();
    int level = in.u8();
    int count = in.u16();
    if (type != 1 || level >= parentLevel) {
      throw source.corrupt("dataset " + path + " has a damaged chunk index");
    }
    in.address();
    in.address();
    for (int i = 0; i < count; i++) {
      long stored = in.u32();
      long skipped = in.u32();
      long[] offset = new long[chunk.length];
      for (int axis = 0; axis < offset.length; axis++) {
        offset[axis] = in.unsigned(8);
      }
      in.skip(8);
      long child = in.address();
      if (level > 0) {
        readNode(child, level);
      } else {
        place(offset, child, stored, skipped);
      }
    }
  }

  /// Chunks found by the indexes that HDF5 1.10 added.
  MemorySegment readVersion4(Cursor layout) {
    int flags = layout.u8();
    int dimensionality = layout.u8();
    readChunkShape(layout, dimensionality, layout.u8());
    int index = layout.u8();
    switch (index) {
      case 1 -> {
        boolean filtered = (flags & 2) != 0;
        long stored = filtered ? layout.length() : chunkSize;
        long skipped = filtered ? layout.u32() : 0;
        place(new long[chunk.length], layout.address(), stored, skipped);
      }
      case 2 -> readImplicit(layout.address());
      case 3 -> readFixedArray(layout.skip(1).address());
      default -> throw source.unsupported(
          "dataset " + path + " with a growing chunk index", "datasets of fixed size; save it again without maxshape");
    }
    return data;
  }

  private long chunkCount() {
    long count = 1;
    for (int axis = 0; axis < chunk.length; axis++) {
      count *= Math.ceilDiv(shape.size(axis), chunk[axis]);
    }
    return count;
  }

  private long[] offset(long index) {
    long[] offset = new long[chunk.length];
    long rest = index;
    for (int axis = chunk.length - 1; axis >= 0; axis--) {
      long count = Math.ceilDiv(shape.size(axis), chunk[axis]);
      offset[axis] = rest % count * chunk[axis];
      rest /= count;
    }
    return offset;
  }

  private void readImplicit(long address) {
    for (long i = 0; i < chunkCount() && address != Source.UNDEFINED; i++) {
      place(offset(i), address + i * chunkSize, chunkSize, 0);
    }
  }

  private void readFixedArray(long address) {
    if (address == Source.UNDEFINED) {
      return;
    }
    Cursor head = source.visit(address, "chunk index");
    head.expect("FAHD");
    boolean filtered = head.skip(1).u8() == 1;
    int entrySize = head.u8();
    int pageBits = head.u8();
    long count = head.length();
    long blockAddress = head.address();
    int sizeWidth = entrySize - source.addressWidth() - 4;
    if (count != chunkCount() || pageBits > 30 || (filtered && (sizeWidth < 1 || sizeWidth > 8))) {
      throw source.corrupt("dataset " + path + " has a damaged chunk index");
    }
    if (blockAddress == Source.UNDEFINED) {
      return;
    }
    Cursor block = source.visit(blockAddress, "chunk index");
    block.expect("FADB");
    block.skip(2 + source.addressWidth());
    long page = 1L << pageBits;
    boolean paged = count > page;
    Cursor written = block.cursor(paged ? Math.ceilDiv(Math.ceilDiv(count, page), 8) : 0);
    block.skip(paged ? 4 : 0);
    int bits = 0;
    for (long first = 0; first < count; first += page) {
      long pageIndex = first / page;
      bits = paged && pageIndex % 8 == 0 ? written.u8() : bits;
      boolean present = !paged || (bits & 0x80 >>> pageIndex % 8) != 0;
      long last = Math.min(count, first + page);
      for (long i = first; i < last; i++) {
        long chunkAddress = block.address();
        long stored = filtered ? block.unsigned(sizeWidth) : chunkSize;
        long skipped = filtered ? block.u32() : 0;
        if (present) {
          place(offset(i), chunkAddress, stored, skipped);
        }
      }
      block.skip(paged ? 4 : 0);
    }
  }

  /// Copies one chunk, less what sticks out of the dataset, to its place.
  private void place(long[] offset, long address, long stored, long skipped) {
    if (address == Source.UNDEFINED || data.byteSize() == 0) {
      return;
    }
    for (int axis = 0; axis < offset.length; axis++) {
      if (offset[axis] < 0 || offset[axis] >= shape.size(axis) || offset[axis] % chunk[axis] != 0) {
        throw source.corrupt("dataset " + path + " has a chunk outside of its shape");
      }
    }
    MemorySegment content = filters.undo(source.stored(address, stored), skipped, chunkSize, elementSize, source);
    if (content.byteSize() < chunkSize) {
      throw source.corrupt("dataset " + path + " has a chunk of " + content.byteSize() + " of its " + chunkSize + " bytes");
    }
    copy(content, 0, 0, 0, offset);
  }

  private void copy(MemorySegment content, int axis, long from, long to, long[] offset) {
    long count = Math.min(chunk[axis], shape.size(axis) - offset[axis]);
    long start = to * shape.size(axis) + offset[axis];
    if (axis == chunk.length - 1) {
      MemorySegment.copy(content, from * chunk[axis] * elementSize, data, start * elementSize, count * elementSize);
      return;
    }
    for (long i = 0; i < count; i++) {
      copy(content, axis + 1, from * chunk[axis] + i, start + i, offset);
    }
  }
}
