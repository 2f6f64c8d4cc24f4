package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sungu.format.FormatException;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// Lays a tree out as h5py does by default: superblock 0, symbol-table groups, contiguous little-endian data, and text of
/// variable length in global heaps, so that neither its length nor the number of children has a limit.
///
/// Children come before their parents in the file; only the superblock points forward and is filled in last.
final class Hdf5Writer {
  private static final int SUPERBLOCK_SIZE = 96;
  private static final int SYMBOLS_PER_LEAF = 8;
  private static final int CHILDREN_PER_NODE = 32;
  private static final int SYMBOL_SIZE = 40;
  private static final int CACHED_GROUP = 1;
  /// The field that holds a message's size has 16 bits.
  private static final int MAXIMAL_MESSAGE = 0xFFF8;

  private static final int FILL_VALUE = 0x05;

  private final List<MemorySegment> parts = new ArrayList<>();
  private final HeapWriter heap = new HeapWriter(this::append);
  private long end = SUPERBLOCK_SIZE;

  /// Where a group keeps its index and names; both are zero for a dataset.
  private record GroupData(long index, long names) {
    private static final GroupData NONE = new GroupData(0, 0);
  }

  private record Child(String name, long header, GroupData group) {}

  private record IndexEntry(long address, long lastName) {}

  List<MemorySegment> write(H5Group root) {
    Child top = writeGroup("", root);
    heap.close();
    parts.addFirst(MemorySegment.ofArray(superblock(top)));
    return parts;
  }

  private byte[] superblock(Child root) {
    ByteSink out = new ByteSink().bytes(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
    out.zeros(5).u8(8).u8(8).u8(0);
    out.u16(SYMBOLS_PER_LEAF / 2).u16(CHILDREN_PER_NODE / 2).u32(0);
    out.u64(0).u64(Source.UNDEFINED).u64(end).u64(Source.UNDEFINED);
    writeSymbol(out, 0, root);
    return out.toBytes();
  }

  private long append(byte[] bytes) {
    return append(MemorySegment.ofArray(bytes));
  }

  /// Adds a part at the next multiple of eight and returns its address.
  private long append(MemorySegment bytes) {
    int gap = (int) (-end & 7);
    if (gap > 0) {
      parts.add(MemorySegment.ofArray(new byte[gap]));
    }
    long address = end + gap;
    parts.add(bytes);
    end = address + bytes.byteSize();
    return address;
  }

  private Child writeGroup(String name, H5Group group) {
    // Names are compared as bytes, which is also the order of the index.
    Map<byte[], Child> children = new TreeMap<>(Arrays::compareUnsigned);
    group.children().forEach((childName, node) -> {
      checkName(childName);
      Child child = switch (node) {
        case H5Group subgroup -> writeGroup(childName, subgroup);
        case H5Dataset dataset -> new Child(childName, writeDataset(dataset), GroupData.NONE);
      };
      children.put(childName.getBytes(StandardCharsets.UTF_8), child);
    });
    ByteSink names = new ByteSink().zeros(8);
    List<IndexEntry> level = new ArrayList<>();
    List<Child> sorted = List.copyOf(children.values());
    for (int first = 0; first < sorted.size(); first += SYMBOLS_PER_LEAF) {
      level.add(writeLeaf(sorted.subList(first, Math.min(sorted.size(), first + SYMBOLS_PER_LEAF)), names));
    }
    long index = writeIndex(level);
    long nameData = append(names.toBytes());
    long localHeap = append(
        new ByteSink().ascii("HEAP").zeros(4).u64(names.size()).u64(1).u64(nameData).toBytes());
    ByteSink header = new ByteSink();
    message(header, ObjectHeader.SYMBOL_TABLE, new ByteSink().u64(index).u64(localHeap).toBytes());
    int count = 1 + writeAttributes(header, group.attributes());
    return new Child(name, appendHeader(header, count), new GroupData(index, localHeap));
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.equals(".") || name.contains("/") || name.contains("\0")) {
      throw new FormatException(
          "'" + name + "' cannot be a name in an HDF5 file; expected at least one character and no slash. Rename the layer or variable");
    }
  }

  private IndexEntry writeLeaf(List<Child> children, ByteSink names) {
    ByteSink out = new ByteSink().ascii("SNOD").u8(1).u8(0).u16(children.size());
    long lastName = 0;
    for (Child child : children) {
      lastName = names.size();
      names.bytes(TypeEncoder.zeroTerminated(child.name())).pad();
      writeSymbol(out, lastName, child);
    }
    out.zeros((SYMBOLS_PER_LEAF - children.size()) * SYMBOL_SIZE);
    return new IndexEntry(append(out.toBytes()), lastName);
  }

  private static void writeSymbol(ByteSink out, long nameOffset, Child child) {
    out.u64(nameOffset).u64(child.header()).u32(child.group().equals(GroupData.NONE) ? 0 : CACHED_GROUP).u32(0);
    out.u64(child.group().index()).u64(child.group().names());
  }

  /// Levels of tree nodes over the leaves, until one node is left.
  private long writeIndex(List<IndexEntry> leaves) {
    List<IndexEntry> below = leaves;
    for (int level = 0; ; level++) {
      List<IndexEntry> nodes = new ArrayList<>();
      int nodeCount = Math.max(1, Math.ceilDiv(below.size(), CHILDREN_PER_NODE));
      int nodeSize = 24 + CHILDREN_PER_NODE * 16 + 8;
      long firstAddress = end + (-end & 7);
      for (int n = 0; n < nodeCount; n++) {
        int first = n * CHILDREN_PER_NODE;
        List<IndexEntry> children = below.subList(first, Math.min(below.size(), first + CHILDREN_PER_NODE));
        ByteSink out = new ByteSink().ascii("TREE").u8(0).u8(level).u16(children.size());
        out.u64(n == 0 ? Source.UNDEFINED : firstAddress + (long) (n - 1) * nodeSize);
        out.u64(n == nodeCount - 1 ? Source.UNDEFINED : firstAddress + (long) (n + 1) * nodeSize);
        out.u64(first == 0 ? 0 : below.get(first - 1).lastName());
        children.forEach(child -> out.u64(child.address()).u64(child.lastName()));
        out.zeros(nodeSize - out.size());
        nodes.add(new IndexEntry(append(out.toBytes()), children.isEmpty() ? 0 : children.getLast().lastName()));
      }
      if (nodes.size() == 1) {
        return nodes.getFirst().address();
      }
      below = nodes;
    }
  }

  private long writeDataset(H5Dataset dataset) {
    HostArray data = dataset.data();
    MemorySegment elements = elements(data);
    long address = elements.byteSize() == 0 ? Source.UNDEFINED : append(elements);
    ByteSink header = new ByteSink();
    message(header, ObjectHeader.DATASPACE, TypeEncoder.dataspace(data.shape()));
    message(header, ObjectHeader.DATATYPE, TypeEncoder.datatype(data));
    // Allocated late, written where set, and by default zero.
    message(header, FILL_VALUE, new ByteSink().u8(2).u8(2).u8(2).u8(1).u32(0).toBytes());
    message(header, ObjectHeader.LAYOUT, new ByteSink().u8(3).u8(1).u64(address).u64(elements.byteSize()).toBytes());
    Map<String, HostArray> attributes = new LinkedHashMap<>(dataset.attributes());
    if (data instanceof NDArray numbers && numbers.dtype() == DType.BFLOAT16) {
      attributes.put("dtype", StringArray.of(Shape.SCALAR, List.of("bfloat16")));
    }
    return appendHeader(header, 4 + writeAttributes(header, attributes));
  }

  private MemorySegment elements(HostArray array) {
    return switch (array) {
      case NDArray numbers when ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN -> numbers.segment();
      case NDArray numbers -> throw new FormatException(
          "HDF5 files can only be written on little-endian machines; save as .npz instead");
      case StringArray text -> {
        ByteSink out = new ByteSink();
        text.toList().forEach(value -> heap.add(value, out));
        yield MemorySegment.ofArray(out.toBytes());
      }
    };
  }

  private int writeAttributes(ByteSink header, Map<String, HostArray> attributes) {
    attributes.forEach((name, value) -> {
      byte[] nameBytes = TypeEncoder.zeroTerminated(name);
      byte[] type = TypeEncoder.datatype(value);
      byte[] space = TypeEncoder.dataspace(value.shape());
      ByteSink out = new ByteSink().u8(1).u8(0).u16(nameBytes.length).u16(type.length).u16(space.length);
      out.bytes(nameBytes).pad().bytes(type).pad().bytes(space).pad();
      out.bytes(elements(value).toArray(ValueLayout.JAVA_BYTE));
      if (out.size() > MAXIMAL_MESSAGE) {
        throw new FormatException(
            "attribute " + name + " takes " + out.size() + " bytes; expected at most " + MAXIMAL_MESSAGE
                + ", the limit of HDF5. Store it as a dataset or split it");
      }
      message(header, ObjectHeader.ATTRIBUTE, out.toBytes());
    });
    return attributes.size();
  }

  private static void message(ByteSink header, int type, byte[] body) {
    header.u16(type).u16(body.length + (-body.length & 7)).u32(0).bytes(body).pad();
  }

  private long appendHeader(ByteSink messages, int count) {
    return append(new ByteSink().u8(1).u8(0).u16(count).u32(1).u32(messages.size()).u32(0).bytes(messages.toBytes()).toBytes());
  }
}
