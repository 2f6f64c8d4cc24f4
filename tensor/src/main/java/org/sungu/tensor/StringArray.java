package org.sungu.tensor;

import java.util.Arrays;
import java.util.List;

/// Text in row-major order. Programs compute with numbers only; lookup layers turn text into indices on the host.
public final class StringArray implements HostArray {
  private final Shape shape;
  private final String[] values;

  private StringArray(Shape shape, String[] values) {
    if (shape.elementCount() != values.length) {
      throw new IllegalArgumentException(
          values.length + " strings for shape " + shape + "; expected " + shape.elementCount());
    }
    this.shape = shape;
    this.values = values;
  }

  /// An array over a copy of the values.
  public static StringArray of(Shape shape, List<String> values) {
    return new StringArray(shape, values.toArray(String[]::new));
  }

  /// A column: shape `[values.length, 1]`.
  public static StringArray column(String... values) {
    return new StringArray(Shape.of(values.length, 1), values.clone());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /// The text at a row-major index.
  public String get(int index) {
    return values[index];
  }

  public List<String> toList() {
    return List.of(values);
  }

  @Override
  public StringArray rows(int[] indices) {
    int width = values.length == 0 ? 0 : values.length / shape.size(0);
    String[] picked = new String[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * width, picked, i * width, width);
    }
    return new StringArray(shape.with(0, indices.length), picked);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StringArray array && shape.equals(array.shape) && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "string" + shape;
  }
}
