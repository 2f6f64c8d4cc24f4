package org.sungu.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// Files that are either wholly written or not touched at all.
///
/// The content goes to a new file in the same folder, is forced to the disk and takes the target's place in one step. Whatever
/// fails on the way, an earlier file under that name stays as it was and nothing half-written is left behind.
public final class AtomicFile {
  /// Writes a file's content to a buffered stream, which the caller closes.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /// Writes text as UTF-8.
  ///
  /// @throws FormatException if the file cannot be written
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// @throws FormatException if the file cannot be written
  public static void write(Path target, Content content) {
    try {
      Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
      if (Files.isDirectory(file)) {
        throw new FormatException("cannot write " + target + ": it is a folder; expected the name of a file");
      }
      replace(file, content);
    } catch (NoSuchFileException e) {
      throw new FormatException(
          "cannot write " + target + ": its folder does not exist; create the folder or choose another one", e);
    } catch (IOException e) {
      throw new FormatException(
          "cannot write " + target + ": " + reason(e) + "; expected a writable folder with enough free space. Nothing was changed",
          e);
    }
  }

  /// Copies memory to a stream.
  public static void copy(MemorySegment from, OutputStream out) throws IOException {
    byte[] chunk = new byte[(int) Math.min(from.byteSize(), 1 << 16)];
    for (long at = 0; at < from.byteSize(); at += chunk.length) {
      int count = (int) Math.min(chunk.length, from.byteSize() - at);
      MemorySegment.copy(from, at, MemorySegment.ofArray(chunk), 0, count);
      out.write(chunk, 0, count);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("it has no parent folder");
    }
    String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary = folder.resolve("." + file.getFileName() + "." + suffix + ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Some network file systems cannot do it in one step; the content is already complete and on the disk.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + " " + message;
  }
}
