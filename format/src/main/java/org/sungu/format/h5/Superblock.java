package org.sungu.format.h5;

/// The start of an HDF5 file: the widths of its addresses and where its root is.
final class Superblock {
  private static final long SIGNATURE = 0x0A1A0A0D46444889L;

  private Superblock() {}

  /// Tells the source its layout and returns the address of the root's header.
  static long readRoot(Source source) {
    long start = find(source);
    Cursor in = source.at(start).skip(8);
    int version = in.u8();
    return switch (version) {
      case 0, 1 -> {
        in.skip(4);
        source.layout(start, in.u8(), in.u8());
        in.skip(version == 0 ? 9 : 13);
        in.address();
        in.address();
        checkEnd(source, start, in.address());
        in.address();
        in.address();
        yield in.address();
      }
      case 2, 3 -> {
        source.layout(start, in.u8(), in.u8());
        in.skip(1).address();
        in.address();
        checkEnd(source, start, in.address());
        yield in.address();
      }
      default -> throw source.unsupported("a superblock of version " + version, "versions 0 to 3");
    };
  }

  /// The superblock is at byte 0, or at 512, 1024, 2048 … behind whatever the application put there.
  private static long find(Source source) {
    for (long start = 0; start + 8 <= source.size(); start = start == 0 ? 512 : start * 2) {
      if (source.at(start).unsigned(8) == SIGNATURE) {
        return start;
      }
    }
    throw source.corrupt("it does not start as an HDF5 file does");
  }

  private static void checkEnd(Source source, long start, long end) {
    // Addresses are relative to the superblock, the end of the file too; a user block in front shifts them.
    if (end < 0 || (end > source.size() - start && end > source.size())) {
      throw source.corrupt("it has " + source.size() + " bytes and should have " + Long.toUnsignedString(end));
    }
  }
}
