package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// Reads a dataset's elements from wherever they are laid out: in its header, in one piece, or in chunks.
final class DatasetReader {
  private final Source source;
  private final ElementReader elements;

  DatasetReader(Source source, ElementReader elements) {
    this.source = source;
    this.elements = elements;
  }

  H5Dataset read(String path, ObjectHeader header, Map<String, HostArray> attributes) {
    if (header.find(ObjectHeader.EXTERNAL_FILES).isPresent()) {
      throw source.unsupported("dataset " + path + " stored in other files", "all data in this file; save it again");
    }
    Datatype type = Datatype.read(part(header, ObjectHeader.DATATYPE, path), source);
    Shape shape = Dataspace.read(part(header, ObjectHeader.DATASPACE, path), source);
    if (type.size() == 0 || type.size() > Integer.MAX_VALUE) {
      throw source.corrupt("dataset " + path + " has elements of " + type.size() + " bytes");
    }
    long size = checkedSize(shape, type, path);
    source.reserve(size, "dataset " + path);
    MemorySegment stored = size == 0 ? MemorySegment.ofArray(new byte[0]) : data(path, header, type, shape, size);
    boolean bfloat16 = type instanceof Datatype.Opaque && type.size() == 2 && isBfloat16(attributes);
    HostArray data = bfloat16
        ? elements.bfloat16(shape, stored)
        : elements.read(type, shape, stored).orElseThrow(() -> unsupported(path, type));
    return new H5Dataset(data, attributes);
  }

  private long checkedSize(Shape shape, Datatype type, String path) {
    try {
      return Math.multiplyExact(shape.elementCount(), type.size());
    } catch (ArithmeticException e) {
      throw source.corrupt("dataset " + path + " claims shape " + shape, e);
    }
  }

  private RuntimeException unsupported(String path, Datatype type) {
    String kind = type instanceof Datatype.Other other ? other.name() : "opaque bytes";
    return source.unsupported("dataset " + path + " of " + kind, "numbers, booleans or text");
  }

  private static boolean isBfloat16(Map<String, HostArray> attributes) {
    return attributes.get("dtype") instanceof StringArray name && name.toList().equals(List.of("bfloat16"));
  }

  private Cursor part(ObjectHeader header, int type, String path) {
    return header.find(type).orElseThrow(() -> source.corrupt("dataset " + path + " lacks a part of its header"));
  }

  private MemorySegment data(String path, ObjectHeader header, Datatype type, Shape shape, long size) {
    Cursor layout = part(header, ObjectHeader.LAYOUT, path);
    int version = layout.u8();
    if (version == 1 || version == 2) {
      return olderLayout(path, layout, header, type, shape, size);
    }
    if (version != 3 && version != 4) {
      throw source.unsupported("dataset " + path + " with a layout of version " + version, "versions 1 to 4; save it again with h5py");
    }
    return switch (layout.u8()) {
      case 0 -> exactly(size, layout.take(layout.u16()), path);
      case 1 -> contiguous(layout.address(), layout.length(), size, path);
      case 2 -> {
        ChunkedData chunks = new ChunkedData(source, path, type, shape, FilterPipeline.read(header, source));
        yield version == 3 ? chunks.readVersion3(layout) : chunks.readVersion4(layout);
      }
      case 3 -> throw source.unsupported("virtual dataset " + path, "all data in this file; save it again");
      default -> throw source.corrupt("dataset " + path + " has an unknown layout");
    };
  }

  private MemorySegment olderLayout(
      String path, Cursor layout, ObjectHeader header, Datatype type, Shape shape, long size) {
    int rank = layout.u8();
    int kind = layout.u8();
    layout.skip(5);
    return switch (kind) {
      case 0 -> {
        layout.skip(4L * rank);
        yield exactly(size, layout.take(layout.u32()), path);
      }
      case 1 -> contiguous(layout.address(), size, size, path);
      case 2 -> new ChunkedData(source, path, type, shape, FilterPipeline.read(header, source)).readTree(layout, rank);
      default -> throw source.corrupt("dataset " + path + " has an unknown layout");
    };
  }

  private MemorySegment contiguous(long address, long stored, long size, String path) {
    if (address == Source.UNDEFINED) {
      // Created but never written: HDF5 reads zeros.
      return MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
    }
    return exactly(size, source.stored(address, Math.max(stored, size)), path);
  }

  private MemorySegment exactly(long size, MemorySegment stored, String path) {
    if (stored.byteSize() < size) {
      throw source.corrupt("dataset " + path + " has " + stored.byteSize() + " of its " + size + " bytes");
    }
    return stored.asSlice(0, size);
  }
}
