package org.sungu.tensor;

import java.util.Locale;

/// The type of a tensor's elements. Names are those of Keras (`float32`, `int64`, …).
public enum DType {
  FLOAT32(4, Kind.FLOATING),
  FLOAT64(8, Kind.FLOATING),
  FLOAT16(2, Kind.FLOATING),
  /// The upper 16 bits of a float32: 8 exponent and 7 fraction bits.
  BFLOAT16(2, Kind.FLOATING),
  INT8(1, Kind.INTEGER),
  UINT8(1, Kind.INTEGER),
  INT32(4, Kind.INTEGER),
  INT64(8, Kind.INTEGER),
  /// One byte an element: 0 is false, 1 is true.
  BOOL(1, Kind.LOGICAL);

  private enum Kind {
    FLOATING,
    INTEGER,
    LOGICAL
  }

  private final int byteSize;
  private final Kind kind;

  DType(int byteSize, Kind kind) {
    this.byteSize = byteSize;
    this.kind = kind;
  }

  /// Bytes that one element takes.
  public int byteSize() {
    return byteSize;
  }

  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  public boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /// The name in Keras files, such as `float32`.
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of that Keras name.
  ///
  /// @throws IllegalArgumentException where Sungu has no such type
  public static DType ofKerasName(String name) {
    for (DType type : values()) {
      if (type.kerasName().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "unknown element type '" + name + "'; expected one of float32, float64, float16, bfloat16,"
            + " int8, uint8, int32, int64, bool");
  }
}
