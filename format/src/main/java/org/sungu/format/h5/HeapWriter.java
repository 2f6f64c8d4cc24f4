package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/// Packs text into global heap collections: many short texts share one, a long one gets its own.
final class HeapWriter {
  private static final int COLLECTION_SIZE = 4096;
  private static final int HEAD_SIZE = 16;

  private final ToLongFunction<MemorySegment> append;
  private byte[] collection = {};
  private long address;
  private ByteSink objects = new ByteSink();
  private int count;

  /// @param append adds a part to the file, whose bytes may still change, and returns its address
  HeapWriter(ToLongFunction<MemorySegment> append) {
    this.append = append;
  }

  /// Stores a text and writes a reference to it.
  void add(String text, ByteSink reference) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (content.length == 0) {
      reference.zeros(TypeEncoder.TEXT_REFERENCE_SIZE);
      return;
    }
    int size = HEAD_SIZE + content.length + (-content.length & 7);
    if (HEAD_SIZE + objects.size() + size > collection.length) {
      close();
      collection = new byte[Math.max(COLLECTION_SIZE, HEAD_SIZE + size)];
      address = append.applyAsLong(MemorySegment.ofArray(collection));
      objects = new ByteSink();
      count = 0;
    }
    count++;
    objects.u16(count).u16(0).u32(0).u64(content.length).bytes(content).pad();
    reference.u32(content.length).u64(address).u32(count);
  }

  /// Completes the collection that is being filled.
  void close() {
    if (collection.length == 0) {
      return;
    }
    ByteSink out = new ByteSink().ascii("GCOL").u32(1).u64(collection.length).bytes(objects.toBytes());
    int free = collection.length - out.size();
    if (free >= HEAD_SIZE) {
      out.u64(0).u64(free);
    }
    System.arraycopy(out.toBytes(), 0, collection, 0, out.size());
  }
}
