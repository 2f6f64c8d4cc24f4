package org.sungu.data.tabular;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One column of a [Table]: a name and the text of its cells, without quotes and surrounding white space.
///
/// The cells lie one behind the other in a single UTF-8 buffer, so a million short cells take a few megabytes.
public final class Column {
  private static final int LONGEST_SHOWN = 60;

  private final String name;
  private final int position;
  private final byte[] text;
  private final int[] ends;
  private @Nullable Dictionary dictionary;

  private Column(String name, int position, byte[] text, int[] ends) {
    this.name = name;
    this.position = position;
    this.text = text;
    this.ends = ends;
  }

  public String name() {
    return name;
  }

  /// The column's number in the file, from 0.
  public int position() {
    return position;
  }

  public int rowCount() {
    return ends.length;
  }

  /// The text of a cell; empty where the file has nothing.
  public String text(int row) {
    int start = start(row);
    return new String(text, start, ends[row] - start, StandardCharsets.UTF_8);
  }

  /// The text of a cell for a message, between quotes; cut where it is long.
  String quoted(int row) {
    String text = text(row);
    return "'" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text) + "'";
  }

  /// Whether a cell holds nothing or one of the [MissingMarkers].
  public boolean isMissing(int row) {
    return MissingMarkers.contains(text, start(row), ends[row]);
  }

  /// The distinct texts, found when first asked for.
  synchronized Dictionary dictionary() {
    if (dictionary == null) {
      dictionary = new Dictionary(this);
    }
    return dictionary;
  }

  byte[] bytes() {
    return text;
  }

  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  int end(int row) {
    return ends[row];
  }

  /// Collects the cells of a column while a file is read.
  static final class Builder {
    private byte[] text = new byte[1024];
    private int[] ends = new int[256];
    private int length;
    private int rows;

    /// Adds a cell, stripped; whether there is anything in it.
    boolean add(char[] buffer, int offset, int count) {
      int from = offset;
      int to = offset + count;
      while (from < to && Character.isWhitespace(strippable(buffer[from]))) {
        from++;
      }
      while (from < to && Character.isWhitespace(strippable(buffer[to - 1]))) {
        to--;
      }
      reserve(to - from);
      int start = length;
      for (int i = from; i < to; i++) {
        char c = buffer[i];
        if (c >= 0x80) {
          length = start;
          append(new String(buffer, from, to - from).getBytes(StandardCharsets.UTF_8));
          break;
        }
        text[length++] = (byte) c;
      }
      if (rows == ends.length) {
        ends = Arrays.copyOf(ends, grown(rows, 1));
      }
      ends[rows++] = length;
      return to > from;
    }

    void removeLast() {
      rows--;
      length = rows == 0 ? 0 : ends[rows - 1];
    }

    // Character.isWhitespace leaves out the no-break space, which spreadsheets put around numbers.
    private static char strippable(char c) {
      return c == '\u00A0' ? ' ' : c;
    }

    private void append(byte[] bytes) {
      reserve(bytes.length);
      System.arraycopy(bytes, 0, text, length, bytes.length);
      length += bytes.length;
    }

    private void reserve(int count) {
      if (count > text.length - length) {
        text = Arrays.copyOf(text, grown(length, count));
      }
    }

    private static int grown(int length, int extra) {
      long wanted = Math.max(length * 2L, (long) length + extra);
      return (int) Math.min(wanted, Integer.MAX_VALUE - 16);
    }

    /// The column of the first `rowCount` cells.
    Column build(String name, int position, int rowCount) {
      return new Column(name, position, Arrays.copyOf(text, length), Arrays.copyOf(ends, rowCount));
    }
  }
}
