package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import org.sungu.format.FormatException;

/// The bytes of one HDF5 file, the widths of its addresses, and what protects against damaged and hostile files: every structure
/// is visited once, and the data read cannot exceed what the file stores.
final class Source {
  static final long UNDEFINED = -1;
  /// Deflate cannot pack better than about 1 : 1030, and chunked data are accounted for twice: gathered, and as an array.
  private static final long EXPANSION_LIMIT = 2200;
  private static final long EXPANSION_FLOOR = 64L << 20;

  private final String name;
  private final MemorySegment bytes;
  private final Set<Long> visited = new HashSet<>();
  private long base;
  private int addressWidth = 8;
  private int lengthWidth = 8;
  private long storedBudget;
  private long memoryBudget;

  Source(String name, MemorySegment bytes) {
    this.name = name;
    this.bytes = bytes;
    storedBudget = bytes.byteSize();
    memoryBudget = Math.max(EXPANSION_FLOOR, saturatedProduct(bytes.byteSize(), EXPANSION_LIMIT));
  }

  private static long saturatedProduct(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  void layout(long base, int addressWidth, int lengthWidth) {
    this.base = base;
    this.addressWidth = width(addressWidth, "addresses");
    this.lengthWidth = width(lengthWidth, "lengths");
  }

  private int width(int width, String what) {
    if (width != 2 && width != 4 && width != 8) {
      throw corrupt(what + " of " + width + " bytes");
    }
    return width;
  }

  String name() {
    return name;
  }

  int addressWidth() {
    return addressWidth;
  }

  int lengthWidth() {
    return lengthWidth;
  }

  long size() {
    return bytes.byteSize();
  }

  /// Everything from an address to the end of the file.
  Cursor at(long address) {
    long start = base + address;
    if (address < 0 || start < 0 || start > bytes.byteSize()) {
      throw corrupt("a pointer to byte " + Long.toUnsignedString(address) + " of " + bytes.byteSize());
    }
    return new Cursor(this, bytes.asSlice(start));
  }

  /// The structure at an address, for the only time.
  Cursor visit(long address, String what) {
    if (!visited.add(address)) {
      throw corrupt("the " + what + " at byte " + address + " is used twice");
    }
    return at(address);
  }

  /// Stored bytes at an address, counted against the file's size, since intact files share none.
  MemorySegment stored(long address, long count) {
    if (count > storedBudget) {
      throw corrupt("more data than the file's " + bytes.byteSize() + " bytes");
    }
    storedBudget -= count;
    return at(address).take(count);
  }

  /// Accounts for memory before it is allocated.
  ///
  /// @param what for messages
  void reserve(long count, String what) {
    if (count > memoryBudget) {
      throw corrupt(what + " claims " + count + " bytes in a file of " + bytes.byteSize());
    }
    memoryBudget -= count;
    if (count > Runtime.getRuntime().maxMemory()) {
      throw new FormatException(
          what + " in " + name + " takes " + count + " bytes, more than the JVM may use; give it more memory with -Xmx");
    }
  }

  FormatException corrupt(String found) {
    return new FormatException(
        name + " is damaged or cut short: " + found
            + "; expected an intact HDF5 file as Keras or h5py writes it. Copy or download the file again, or save it again");
  }

  FormatException corrupt(String found, Throwable cause) {
    FormatException exception = corrupt(found);
    exception.initCause(cause);
    return exception;
  }

  FormatException unsupported(String found, String expected) {
    return new FormatException(name + " has " + found + ", which Sungu does not read; expected " + expected);
  }
}
