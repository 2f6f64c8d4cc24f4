package org.sungu.format.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;

/// A ZIP file opened for reading: its members by name, in the order of its directory, stored or deflated.
///
/// Refused: names that leave the archive (`..`, absolute, backslashes), one name twice, members of more than 4 GiB that claim more
/// than 100 times their stored size (the limits of Keras), members that need more memory than the JVM may use, and members whose
/// size or checksum differs from what the directory says.
public final class ZipContainer implements AutoCloseable {
  private static final long EXPANSION_FLOOR = 4L << 30;
  private static final long EXPANSION_LIMIT = 100;
  /// Above this size and below the floor, a suspicious claim is verified before memory is allocated.
  private static final long TRUSTED_SIZE = 64L << 20;
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final ZipFile zip;
  private final long archiveSize;
  private final Map<String, ZipEntry> members;

  private ZipContainer(Path path, ZipFile zip, long archiveSize, Map<String, ZipEntry> members) {
    this.path = path;
    this.zip = zip;
    this.archiveSize = archiveSize;
    this.members = members;
  }

  /// Opens an archive; `kind` names what the caller expected, such as "a .keras model", for messages.
  ///
  /// @throws FormatException if there is no such file or it is no intact ZIP file
  public static ZipContainer open(Path path, String kind) {
    if (!Files.exists(path)) {
      throw new FormatException("no such file: " + path + "; expected " + kind + ". Check the path");
    }
    if (!Files.isRegularFile(path)) {
      throw new FormatException(path + " is not a file; expected " + kind + ". Give the path of the file itself");
    }
    ZipFile zip;
    long size;
    try {
      size = Files.size(path);
      if (size == 0) {
        throw new FormatException(path + " is empty; expected " + kind + ". Save or copy it again");
      }
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new FormatException(
          path + " is not an intact ZIP file (" + e.getMessage() + "); expected " + kind
              + ". The file may be cut short: copy or download it again, or save it again", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new FormatException("cannot read " + path + ": " + e.getMessage() + "; expected " + kind, e);
    }
    try {
      return new ZipContainer(path, zip, size, directory(path, zip));
    } catch (FormatException e) {
      close(zip, path);
      throw e;
    }
  }

  private static Map<String, ZipEntry> directory(Path path, ZipFile zip) {
    Map<String, ZipEntry> members = new LinkedHashMap<>();
    try {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        checkName(path, entry.getName());
        if (!entry.isDirectory() && members.put(entry.getName(), entry) != null) {
          throw new FormatException(
              path + " has two members named " + entry.getName() + "; expected each name once. Save the file again");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new FormatException(path + " has a damaged directory (" + e.getMessage() + "); copy or save the file again", e);
    }
    return members;
  }

  private static void checkName(Path path, String name) {
    boolean leaves = name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0;
    for (String part : name.split("/", -1)) {
      leaves |= part.equals("..") || part.equals(".");
    }
    if (leaves || name.indexOf('\0') >= 0) {
      throw new FormatException(
          path + " has a member named '" + name + "', which points outside the archive; expected plain relative names."
              + " Do not use this file unless you trust where it comes from");
    }
  }

  /// The members' names in directory order.
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet((SequencedSet<String>) members.keySet());
  }

  public boolean contains(String name) {
    return members.containsKey(name);
  }

  /// A member's content in new memory, aligned to 8 bytes.
  ///
  /// @throws FormatException if there is no such member or it is damaged
  public MemorySegment read(String name) {
    ZipEntry entry = members.get(name);
    if (entry == null) {
      throw new FormatException(path + " has no member " + name + "; expected one. It has: " + String.join(", ", names()));
    }
    checkClaim(entry);
    if (entry.getSize() > TRUSTED_SIZE && expands(entry)) {
      transfer(entry, null);
    }
    MemorySegment content = allocate(entry);
    transfer(entry, content);
    return content;
  }

  private static boolean expands(ZipEntry entry) {
    return entry.getSize() / EXPANSION_LIMIT > entry.getCompressedSize();
  }

  private void checkClaim(ZipEntry entry) {
    long size = entry.getSize();
    long stored = entry.getCompressedSize();
    boolean impossible = size < 0 || stored < 0 || stored > archiveSize || (entry.getMethod() == ZipEntry.STORED && size != stored);
    if (impossible || (size > EXPANSION_FLOOR && expands(entry))) {
      throw new FormatException(
          entry.getName() + " in " + path + " claims to unpack from " + stored + " to " + size + " bytes; expected at most "
              + EXPANSION_LIMIT + " times its stored size. The file is damaged or hostile");
    }
  }

  /// Reads a member whole and checks its size and checksum.
  ///
  /// @param content where to, or nothing to check only
  private void transfer(ZipEntry entry, @Nullable MemorySegment content) {
    CRC32 checksum = new CRC32();
    long size = entry.getSize();
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] chunk = new byte[CHUNK];
      long position = 0;
      while (position < size) {
        int count = in.read(chunk, 0, (int) Math.min(CHUNK, size - position));
        if (count < 0) {
          throw new EOFException("only " + position + " of " + size + " bytes are there");
        }
        checksum.update(chunk, 0, count);
        if (content != null) {
          MemorySegment.copy(MemorySegment.ofArray(chunk), 0, content, position, count);
        }
        position += count;
      }
      if (in.read() >= 0) {
        throw new ZipException("it is longer than the directory says");
      }
      if (checksum.getValue() != entry.getCrc()) {
        throw new ZipException("its checksum differs");
      }
    } catch (IOException e) {
      throw new FormatException(
          entry.getName() + " in " + path + " is damaged (" + e.getMessage() + "); expected " + size
              + " intact bytes. Copy or download the file again, or save it again", e);
    }
  }

  private MemorySegment allocate(ZipEntry entry) {
    long size = entry.getSize();
    long words = (size + 7) / 8;
    if (words > Integer.MAX_VALUE - 8) {
      throw new FormatException(entry.getName() + " in " + path + " takes " + size + " bytes; expected at most 16 GiB");
    }
    try {
      return MemorySegment.ofArray(new long[(int) words]).asSlice(0, size);
    } catch (OutOfMemoryError e) {
      throw new FormatException(
          entry.getName() + " in " + path + " takes " + size + " bytes, more than the JVM has left; give it more memory with -Xmx", e);
    }
  }

  @Override
  public void close() {
    close(zip, path);
  }

  private static void close(ZipFile zip, Path path) {
    try {
      zip.close();
    } catch (IOException e) {
      throw new FormatException("cannot close " + path + ": " + e.getMessage(), e);
    }
  }
}
