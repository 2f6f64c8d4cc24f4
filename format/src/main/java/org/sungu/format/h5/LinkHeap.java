package org.sungu.format.h5;

import java.util.ArrayList;
import java.util.List;

/// The links of a large group in the newer file format: messages in a fractal heap, listed by a version 2 B-tree.
final class LinkHeap {
  private static final int NAME_HASH_SIZE = 4;
  private static final int HEAP_IDENTIFIER_SIZE = 7;
  private static final int LINK_NAME_INDEX = 5;

  private final Source source;
  private final List<Cursor> links = new ArrayList<>();
  private long startingSize;
  private long maximalDirectSize;
  private int tableWidth;
  private int offsetBytes;
  private int lengthBytes;
  private long rootAddress;
  private int rootRows;

  private LinkHeap(Source source) {
    this.source = source;
  }

  /// Cursors at the link messages that the tree at `indexAddress` lists.
  static List<Cursor> read(Source source, long heapAddress, long indexAddress) {
    LinkHeap heap = new LinkHeap(source);
    heap.readHeapHeader(heapAddress);
    heap.readIndex(indexAddress);
    return heap.links;
  }

  private void readHeapHeader(long address) {
    Cursor in = source.visit(address, "link heap");
    in.expect("FRHP");
    in.skip(3);
    int filterSize = in.u16();
    in.skip(1);
    long maximalObject = in.u32();
    in.skip(10L * source.lengthWidth() + 2L * source.addressWidth());
    tableWidth = in.u16();
    startingSize = in.length();
    maximalDirectSize = in.length();
    int maximalHeapBits = in.u16();
    in.skip(2);
    rootAddress = in.address();
    rootRows = in.u16();
    boolean sane = startingSize > 0 && Long.bitCount(startingSize) == 1 && maximalDirectSize >= startingSize
        && tableWidth > 0 && maximalHeapBits <= 64 && filterSize == 0;
    if (!sane) {
      throw source.corrupt("a damaged link heap");
    }
    offsetBytes = (maximalHeapBits + 7) / 8;
    lengthBytes = bytesFor(Math.min(maximalDirectSize, maximalObject));
  }

  /// Bytes that hold any number up to `limit`.
  private static int bytesFor(long limit) {
    return (Long.SIZE - Long.numberOfLeadingZeros(limit) + 7) / 8;
  }

  private void readIndex(long address) {
    Cursor in = source.visit(address, "link index");
    in.expect("BTHD");
    int type = in.skip(1).u8();
    long nodeSize = in.u32();
    int recordSize = in.u16();
    int depth = in.u16();
    in.skip(2);
    long root = in.address();
    int count = in.u16();
    if (type != LINK_NAME_INDEX || recordSize != NAME_HASH_SIZE + HEAP_IDENTIFIER_SIZE || depth > 20 || nodeSize < 32) {
      throw source.corrupt("a damaged link index");
    }
    if (root != Source.UNDEFINED) {
      readIndexNode(root, count, depth, nodeSize);
    }
  }

  private void readIndexNode(long address, long count, int depth, long nodeSize) {
    Cursor in = source.visit(address, "link index");
    in.expect(depth == 0 ? "BTLF" : "BTIN");
    in.skip(2);
    for (long i = 0; i < count; i++) {
      in.skip(NAME_HASH_SIZE);
      links.add(object(in.cursor(HEAP_IDENTIFIER_SIZE)));
    }
    if (depth == 0) {
      return;
    }
    int countBytes = bytesFor(maximalRecords(0, nodeSize)[0]);
    int totalBytes = depth > 1 ? bytesFor(maximalRecords(depth - 1, nodeSize)[1]) : 0;
    for (long i = 0; i <= count; i++) {
      long child = in.address();
      long childCount = in.unsigned(countBytes);
      in.skip(totalBytes);
      readIndexNode(child, childCount, depth - 1, nodeSize);
    }
  }

  /// How many records a node of some depth, and all below it, can hold: the widths of the counts follow from it.
  private long[] maximalRecords(int depth, long nodeSize) {
    int recordSize = NAME_HASH_SIZE + HEAP_IDENTIFIER_SIZE;
    long inLeaf = (nodeSize - 10) / recordSize;
    if (depth == 0) {
      return new long[] {inLeaf, inLeaf};
    }
    long below = maximalRecords(depth - 1, nodeSize)[1];
    int pointerSize = source.addressWidth() + bytesFor(inLeaf) + (depth > 1 ? bytesFor(below) : 0);
    long here = (nodeSize - 10 - pointerSize) / (recordSize + pointerSize);
    return new long[] {here, (here + 1) * below + here};
  }

  private Cursor object(Cursor identifier) {
    int kind = identifier.u8();
    if (kind != 0) {
      throw source.unsupported("a link whose name is very long", "shorter names");
    }
    long offset = identifier.unsigned(offsetBytes);
    long length = identifier.unsigned(lengthBytes);
    return rootRows == 0
        ? source.at(rootAddress).skip(offset).cursor(length)
        : inIndirectBlock(rootAddress, rootRows, offset, length, 0);
  }

  /// Block rows: the first two are of the starting size, each further one doubles.
  private long blockSize(int row) {
    return row == 0 ? startingSize : startingSize << (row - 1);
  }

  private Cursor inIndirectBlock(long address, int rows, long offset, long length, int depth) {
    if (depth > 20 || rows > 62) {
      throw source.corrupt("a damaged link heap");
    }
    Cursor in = source.at(address);
    in.expect("FHIB");
    in.skip(1 + source.addressWidth() + offsetBytes);
    long start = 0;
    for (int row = 0; row < rows; row++) {
      long size = blockSize(row);
      for (int column = 0; column < tableWidth; column++, start += size) {
        long child = in.address();
        if (offset < start || offset - start >= size) {
          continue;
        }
        if (size <= maximalDirectSize) {
          return source.at(child).skip(offset - start).cursor(length);
        }
        int childRows = Long.numberOfTrailingZeros(size) - Long.numberOfTrailingZeros(startingSize * tableWidth) + 1;
        return inIndirectBlock(child, childRows, offset - start, length, depth + 1);
      }
    }
    throw source.corrupt("a link outside of its heap");
  }
}
