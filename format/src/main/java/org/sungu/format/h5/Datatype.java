package org.sungu.format.h5;

/// How one element is stored.
sealed interface Datatype {
  /// Bytes an element takes.
  long size();

  record Whole(long size, boolean signed, boolean bigEndian) implements Datatype {}

  record Floating(long size, int exponentBits, boolean bigEndian) implements Datatype {}

  /// An enumeration; h5py stores booleans as one of FALSE and TRUE.
  record Enumeration(Whole base, boolean logical) implements Datatype {
    @Override
    public long size() {
      return base.size();
    }
  }

  /// Text of at most `size` bytes, padded with zeros or spaces.
  record FixedText(long size, boolean spacePadded) implements Datatype {}

  /// Text in the global heap.
  record VariableText(long size) implements Datatype {}

  /// Bytes that only the application understands.
  record Opaque(long size) implements Datatype {}

  /// Anything else, by name.
  record Other(long size, String name) implements Datatype {}

  static Datatype read(Cursor in, Source source) {
    int head = in.u8();
    int version = head >>> 4;
    int bits = in.u8() | in.u8() << 8 | in.u8() << 16;
    long size = in.u32();
    return switch (head & 0xF) {
      case 0 -> integer(size, bits, in, source);
      case 1 -> floating(size, bits, in, source);
      case 3 -> new FixedText(size, (bits & 0xF) == 2);
      case 4 -> integer(size, bits & ~8, in, source);
      case 5 -> new Opaque(size);
      case 8 -> enumeration(version, bits & 0xFFFF, in, source);
      case 9 -> (bits & 0xF) == 1 ? new VariableText(size) : new Other(size, "variable-length sequences");
      case 2 -> new Other(size, "times");
      case 6 -> new Other(size, "compound values");
      case 7 -> new Other(size, "references");
      case 10 -> new Other(size, "arrays as elements");
      default -> throw source.corrupt("a datatype of class " + (head & 0xF));
    };
  }

  private static Datatype integer(long size, int bits, Cursor in, Source source) {
    int offset = in.u16();
    int precision = in.u16();
    boolean whole = offset == 0 && precision == size * 8;
    if (size != 1 && size != 2 && size != 4 && size != 8) {
      throw source.corrupt("integers of " + size + " bytes");
    }
    return whole
        ? new Whole(size, (bits & 8) != 0, (bits & 1) != 0)
        : new Other(size, "integers of " + precision + " bits");
  }

  private static Datatype floating(long size, int bits, Cursor in, Source source) {
    int offset = in.u16();
    int precision = in.u16();
    int exponentLocation = in.u8();
    int exponentBits = in.u8();
    int mantissaLocation = in.u8();
    int mantissaBits = in.u8();
    boolean ieee = offset == 0
        && precision == size * 8
        && mantissaLocation == 0
        && exponentLocation == mantissaBits
        && 1 + exponentBits + mantissaBits == precision
        && (bits & 0x40) == 0;
    boolean known = (size == 2 && (exponentBits == 5 || exponentBits == 8))
        || (size == 4 && exponentBits == 8)
        || (size == 8 && exponentBits == 11);
    if (size > 16) {
      throw source.corrupt("floating point numbers of " + size + " bytes");
    }
    return ieee && known
        ? new Floating(size, exponentBits, (bits & 1) != 0)
        : new Other(size, "floating point numbers of " + precision + " bits");
  }

  private static Datatype enumeration(int version, int memberCount, Cursor in, Source source) {
    if (!(read(in, source) instanceof Whole base)) {
      throw source.corrupt("an enumeration that is not made of integers");
    }
    boolean logical = memberCount == 2 && base.size() == 1;
    for (int i = 0; i < memberCount; i++) {
      long start = in.position();
      String name = in.zeroTerminatedText();
      if (version < 3) {
        in.skip(-(in.position() - start) & 7);
      }
      logical &= name.equals(i == 0 ? "FALSE" : "TRUE");
    }
    for (int i = 0; i < memberCount && logical; i++) {
      logical = in.u8() == i;
    }
    return new Enumeration(base, logical);
  }
}
