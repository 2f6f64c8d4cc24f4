package org.sungu.data.tabular;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The distinct texts of a column, numbered in the order in which they come along, and the number in every row.
///
/// Built by one pass over the column's bytes without making strings, so that whatever is asked about texts afterwards
/// costs one answer per distinct text.
final class Dictionary {
  private static final int MULTIPLIER = 0x9E3779B1;

  private final Column column;
  private final int[] codes;
  private int[] firstRows = new int[16];
  private int[] counts = new int[16];
  private int size;
  // Open addressing; a slot holds a code plus 1, or 0 where it is free.
  private int[] slots = new int[64];

  Dictionary(Column column) {
    this.column = column;
    this.codes = new int[column.rowCount()];
    for (int row = 0; row < codes.length; row++) {
      int code = code(row);
      codes[row] = code;
      counts[code]++;
    }
  }

  /// How many distinct texts there are, empty cells and markers of missing values included.
  int size() {
    return size;
  }

  /// The number of the text in a row.
  int codeAt(int row) {
    return codes[row];
  }

  String text(int code) {
    return column.text(firstRows[code]);
  }

  /// In how many rows a text stands.
  int count(int code) {
    return counts[code];
  }

  int firstRow(int code) {
    return firstRows[code];
  }

  /// The texts that are values, with their counts, in the order of their numbers.
  Map<String, Integer> presentCounts() {
    Map<String, Integer> present = new LinkedHashMap<>();
    for (int code = 0; code < size; code++) {
      if (!column.isMissing(firstRows[code])) {
        present.put(text(code), counts[code]);
      }
    }
    return present;
  }

  private int code(int row) {
    byte[] bytes = column.bytes();
    int start = column.start(row);
    int end = column.end(row);
    int mask = slots.length - 1;
    int slot = hash(bytes, start, end) & mask;
    while (slots[slot] != 0) {
      int known = firstRows[slots[slot] - 1];
      if (Arrays.equals(bytes, column.start(known), column.end(known), bytes, start, end)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = size + 1;
    if (size == firstRows.length) {
      firstRows = Arrays.copyOf(firstRows, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    firstRows[size] = row;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int code = 0; code < size; code++) {
      int row = firstRows[code];
      int slot = hash(column.bytes(), column.start(row), column.end(row)) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code + 1;
    }
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = (hash ^ bytes[i]) * MULTIPLIER;
    }
    return hash ^ (hash >>> 15);
  }
}
