package org.sungu.format.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a ZIP archive of stored members whose bytes depend on nothing but the content: the time of every member is the
/// epoch of the format, as in the archives that Keras and NumPy write.
public final class ZipWriter implements AutoCloseable {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int CHUNK = 1 << 16;

  private final ZipOutputStream zip;

  /// Writes to a stream, which [#close] leaves open.
  public ZipWriter(OutputStream out) {
    zip = new ZipOutputStream(out);
  }

  /// Adds a member whose content is the parts one after another.
  public void add(String name, List<MemorySegment> parts) throws IOException {
    byte[] chunk = new byte[CHUNK];
    CRC32 checksum = new CRC32();
    long size = 0;
    for (MemorySegment part : parts) {
      size += part.byteSize();
      for (long at = 0; at < part.byteSize(); at += CHUNK) {
        checksum.update(chunk, 0, copy(part, at, chunk));
      }
    }
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(EPOCH);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    for (MemorySegment part : parts) {
      for (long at = 0; at < part.byteSize(); at += CHUNK) {
        zip.write(chunk, 0, copy(part, at, chunk));
      }
    }
    zip.closeEntry();
  }

  public void add(String name, byte[] content) throws IOException {
    add(name, List.of(MemorySegment.ofArray(content)));
  }

  private static int copy(MemorySegment part, long at, byte[] chunk) {
    int count = (int) Math.min(chunk.length, part.byteSize() - at);
    MemorySegment.copy(part, at, MemorySegment.ofArray(chunk), 0, count);
    return count;
  }

  /// Writes the directory.
  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
