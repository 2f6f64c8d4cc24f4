package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The filters that a chunk went through when it was written: deflate, shuffle, and the Fletcher checksum, which is dropped.
record FilterPipeline(List<Integer> filters) {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;
  private static final int FIRST_NAMED = 256;

  static FilterPipeline read(ObjectHeader header, Source source) {
    Optional<Cursor> message = header.find(ObjectHeader.FILTERS);
    List<Integer> filters = new ArrayList<>();
    if (message.isPresent()) {
      Cursor in = message.get();
      int version = in.u8();
      int count = in.u8();
      in.skip(version == 1 ? 6 : 0);
      for (int i = 0; i < count; i++) {
        filters.add(readOne(in, version, source));
      }
    }
    return new FilterPipeline(filters);
  }

  private static int readOne(Cursor in, int version, Source source) {
    int filter = in.u16();
    int nameSize = version == 1 || filter >= FIRST_NAMED ? in.u16() : 0;
    int valueCount = in.skip(2).u16();
    in.skip(nameSize + 4L * valueCount + (version == 1 && valueCount % 2 == 1 ? 4 : 0));
    if (filter != DEFLATE && filter != SHUFFLE && filter != FLETCHER) {
      throw source.unsupported("data compressed by HDF5 filter " + filter, "none, gzip, shuffle or fletcher32; save it again with one of these");
    }
    return filter;
  }

  /// Undoes the filters, the last first.
  ///
  /// @param skipped a bit for each filter that this chunk did not go through
  MemorySegment undo(MemorySegment stored, long skipped, int chunkSize, int elementSize, Source source) {
    MemorySegment data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((skipped >>> i & 1) != 0) {
        continue;
      }
      data = switch (filters.get(i)) {
        case DEFLATE -> inflate(data, chunkSize, source);
        case SHUFFLE -> unshuffle(data, elementSize);
        default -> data.asSlice(0, Math.max(0, data.byteSize() - 4));
      };
    }
    return data;
  }

  private static MemorySegment inflate(MemorySegment stored, int chunkSize, Source source) {
    // A checksum computed before compression adds four bytes.
    byte[] result = new byte[chunkSize + 4];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored.toArray(ValueLayout.JAVA_BYTE));
      int count = inflater.inflate(result);
      if (!inflater.finished()) {
        throw source.corrupt("a compressed chunk that does not end after " + count + " bytes");
      }
      return MemorySegment.ofArray(result).asSlice(0, count);
    } catch (DataFormatException e) {
      throw source.corrupt("a compressed chunk that does not unpack", e);
    } finally {
      inflater.end();
    }
  }

  private static MemorySegment unshuffle(MemorySegment data, int elementSize) {
    byte[] shuffled = data.toArray(ValueLayout.JAVA_BYTE);
    byte[] result = shuffled.clone();
    int count = shuffled.length / elementSize;
    for (int part = 0; part < elementSize; part++) {
      for (int i = 0; i < count; i++) {
        result[i * elementSize + part] = shuffled[part * count + i];
      }
    }
    return MemorySegment.ofArray(result);
  }
}
