package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Text of variable length lives in collections that the whole file shares.
final class GlobalHeap {
  private static final int MINIMAL_OBJECT = 16;

  private final Source source;
  private final Map<Long, Map<Integer, MemorySegment>> collections = new HashMap<>();

  GlobalHeap(Source source) {
    this.source = source;
  }

  /// The text whose reference the cursor is at.
  String read(Cursor reference) {
    long length = reference.u32();
    long address = reference.address();
    int index = (int) reference.u32();
    if (length == 0) {
      return "";
    }
    Map<Integer, MemorySegment> collection = collections.get(address);
    if (collection == null) {
      collection = collection(address);
      collections.put(address, collection);
    }
    MemorySegment content = collection.get(index);
    if (content == null || content.byteSize() < length) {
      throw source.corrupt("text at byte " + address + " that is not there");
    }
    source.reserve(length, "text");
    return Cursor.text(content.asSlice(0, length));
  }

  private Map<Integer, MemorySegment> collection(long address) {
    Cursor in = source.at(address);
    in.expect("GCOL");
    long size = in.skip(4).length();
    Cursor objects = in.cursor(size - in.position());
    Map<Integer, MemorySegment> collection = new HashMap<>();
    while (objects.remaining() >= MINIMAL_OBJECT) {
      int index = objects.u16();
      long length = objects.skip(6).length();
      if (index == 0) {
        break;
      }
      collection.put(index, objects.take(length));
      objects.align(8);
    }
    return collection;
  }
}
