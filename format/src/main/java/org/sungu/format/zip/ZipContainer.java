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
import org.sungu.format.FormatException;

/// A ZIP file opened for reading: its members by name, in the order of its directory, stored or deflated.
///
/// Refused: names that leave the archive (`..`, absolute, backslashes), one name twice, members that claim more than 100
/// times their stored size (the limit Keras sets, above 64 MiB) or more memory than the JVM has, and members whose checksum differs.
public final class ZipContainer implements AutoCloseable {
  private static final long EXPANSION_FLOOR = 64L << 20;
  private static final long EXPANSION_LIMIT = 100;
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipEntry> members;

  private ZipContainer(Path path, ZipFile zip, Map<String, ZipEntry> members) {
    this.path = path;
    this.zip = zip;
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
    try {
      if (Files.size(path) == 0) {
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
      return new ZipContainer(path, zip, directory(path, zip));
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
    MemorySegment content = allocate(entry);
    CRC32 checksum = new CRC32();
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] chunk = new byte[CHUNK];
      long position = 0;
      while (position < content.byteSize()) {
        int count = in.read(chunk, 0, (int) Math.min(CHUNK, content.byteSize() - position));
        if (count < 0) {
          throw new EOFException("only " + position + " of " + content.byteSize() + " bytes are there");
        }
        checksum.update(chunk, 0, count);
        MemorySegment.copy(MemorySegment.ofArray(chunk), 0, content, position, count);
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
          name + " in " + path + " is damaged (" + e.getMessage() + "); expected " + content.byteSize()
              + " intact bytes. Copy or download the file again, or save it again", e);
    }
    return content;
  }

  private MemorySegment allocate(ZipEntry entry) {
    long size = entry.getSize();
    long stored = entry.getCompressedSize();
    boolean impossible = size < 0 || stored < 0 || (entry.getMethod() == ZipEntry.STORED && size != stored);
    if (impossible || (size > EXPANSION_FLOOR && size / EXPANSION_LIMIT > stored)) {
      throw new FormatException(
          entry.getName() + " in " + path + " claims to unpack from " + stored + " to " + size + " bytes; expected at most "
              + EXPANSION_LIMIT + " times its stored size. The file is damaged or hostile");
    }
    if (size > Runtime.getRuntime().maxMemory()) {
      throw new FormatException(
          entry.getName() + " in " + path + " takes " + size + " bytes, more than the JVM may use; give it more memory with -Xmx");
    }
    long words = (size + 7) / 8;
    if (words > Integer.MAX_VALUE - 8) {
      throw new FormatException(entry.getName() + " in " + path + " takes " + size + " bytes; expected at most 16 GiB");
    }
    return MemorySegment.ofArray(new long[(int) words]).asSlice(0, size);
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
