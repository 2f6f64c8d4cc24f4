package org.sungu.format.h5;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.Shape;

/// Walks the groups of a file from its root.
final class TreeReader {
  private static final int MAXIMAL_DEPTH = 200;
  private static final int SOFT_LINK = 2;

  private final Source source;
  private final ElementReader elements;
  private final DatasetReader datasets;

  TreeReader(Source source) {
    this.source = source;
    elements = new ElementReader(source, new GlobalHeap(source));
    datasets = new DatasetReader(source, elements);
  }

  H5Node read(long address, String path, int depth) {
    if (depth > MAXIMAL_DEPTH) {
      throw source.corrupt("groups nested more than " + MAXIMAL_DEPTH + " deep");
    }
    ObjectHeader header = ObjectHeader.read(source, address);
    Map<String, HostArray> attributes = attributes(header, path);
    if (header.find(ObjectHeader.LAYOUT).isPresent()) {
      return datasets.read(path, header, attributes);
    }
    SequencedMap<String, H5Node> children = new LinkedHashMap<>();
    for (Map.Entry<String, Long> link : links(header, path).entrySet()) {
      String child = path.isEmpty() ? link.getKey() : path + "/" + link.getKey();
      children.put(link.getKey(), read(link.getValue(), child, depth + 1));
    }
    return new H5Group(children, attributes);
  }

  private Map<String, HostArray> attributes(ObjectHeader header, String path) {
    Map<String, HostArray> attributes = new LinkedHashMap<>();
    for (ObjectHeader.Message message : header.messages()) {
      if (message.type() == ObjectHeader.ATTRIBUTE) {
        readAttribute(message.body(), attributes);
      } else if (message.type() == ObjectHeader.ATTRIBUTE_INFO) {
        Cursor in = message.body();
        int flags = in.skip(1).u8();
        if (in.skip((flags & 1) != 0 ? 2 : 0).address() != Source.UNDEFINED) {
          throw source.unsupported(
              "more attributes at '" + path + "' than fit beside it", "the layout of h5py's default libver; save it again so");
        }
      }
    }
    return attributes;
  }

  /// Attributes whose type no tensor has, such as references between dimension scales, are left out.
  private void readAttribute(Cursor in, Map<String, HostArray> attributes) {
    int version = in.u8();
    if (version < 1 || version > 3) {
      throw source.corrupt("an attribute of version " + version);
    }
    if (in.u8() != 0 && version > 1) {
      throw source.unsupported("an attribute of a shared datatype", "each attribute to carry its own; save it again with h5py");
    }
    int nameSize = in.u16();
    int typeSize = in.u16();
    int spaceSize = in.u16();
    in.skip(version == 3 ? 1 : 0);
    int alignment = version == 1 ? 8 : 1;
    String name = in.text(nameSize);
    in.align(alignment);
    Datatype type = Datatype.read(in.cursor(typeSize), source);
    in.align(alignment);
    Shape shape = Dataspace.read(in.cursor(spaceSize), source);
    in.align(alignment);
    if (type.size() == 0 || shape.elementCount() > in.remaining() / type.size()) {
      throw source.corrupt("attribute " + name + " claims shape " + shape);
    }
    Optional<HostArray> value = elements.read(type, shape, in.take(shape.elementCount() * type.size()));
    value.ifPresent(array -> attributes.put(name, array));
  }

  /// Names of a group's children and where their headers are, sorted as h5py shows them.
  private Map<String, Long> links(ObjectHeader header, String path) {
    Map<String, Long> links = new TreeMap<>();
    for (ObjectHeader.Message message : header.messages()) {
      Cursor in = message.body();
      switch (message.type()) {
        case ObjectHeader.SYMBOL_TABLE -> {
          long tree = in.address();
          readSymbolTree(tree, Integer.MAX_VALUE, localHeap(in.address()), path, links);
        }
        case ObjectHeader.LINK -> readLink(in, path, links);
        case ObjectHeader.LINK_INFO -> {
          int flags = in.skip(1).u8();
          long heap = in.skip((flags & 1) != 0 ? 8 : 0).address();
          if (heap != Source.UNDEFINED) {
            LinkHeap.read(source, heap, in.address()).forEach(link -> readLink(link, path, links));
          }
        }
        default -> { }
      }
    }
    return links;
  }

  private void readLink(Cursor in, String path, Map<String, Long> links) {
    int flags = in.skip(1).u8();
    int type = (flags & 8) != 0 ? in.u8() : 0;
    in.skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
    String name = in.text(in.unsigned(1 << (flags & 3)));
    if (type != 0) {
      throw refusedLink(name, path);
    }
    put(name, in.address(), path, links);
  }

  private Cursor localHeap(long address) {
    Cursor in = source.at(address);
    in.expect("HEAP");
    long size = in.skip(4).length();
    in.length();
    return source.at(in.address()).cursor(size);
  }

  private void readSymbolTree(long address, int parentLevel, Cursor heap, String path, Map<String, Long> links) {
    Cursor in = source.visit(address, "group index");
    in.expect("TREE");
    int type = in.u8();
    int level = in.u8();
    int count = in.u16();
    if (type != 0 || level >= parentLevel) {
      throw source.corrupt("group '" + path + "' has a damaged index");
    }
    in.address();
    in.address();
    for (int i = 0; i < count; i++) {
      in.length();
      long child = in.address();
      if (level > 0) {
        readSymbolTree(child, level, heap, path, links);
      } else {
        readSymbols(child, heap, path, links);
      }
    }
  }

  private void readSymbols(long address, Cursor heap, String path, Map<String, Long> links) {
    Cursor in = source.visit(address, "group index");
    in.expect("SNOD");
    int count = in.skip(2).u16();
    for (int i = 0; i < count; i++) {
      long nameOffset = in.address();
      long object = in.address();
      long kind = in.u32();
      in.skip(20);
      String name = heap.from(nameOffset).zeroTerminatedText();
      if (kind == SOFT_LINK) {
        throw refusedLink(name, path);
      }
      put(name, object, path, links);
    }
  }

  private void put(String name, long address, String path, Map<String, Long> links) {
    if (name.isEmpty() || name.contains("/") || links.put(name, address) != null) {
      throw source.corrupt("group '" + path + "' has a child named '" + name + "' where a new, plain name belongs");
    }
  }

  private RuntimeException refusedLink(String name, String path) {
    return source.unsupported(
        "a soft or external link '" + name + "' in group '" + path + "'", "the data itself; save it again without links");
  }
}
