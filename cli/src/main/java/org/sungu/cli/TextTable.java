package org.sungu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Aligned columns of text: the first to the left, the others to the right.
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /// A number with four significant digits, or as many as it takes before the point.
  static String number(double value) {
    return Math.abs(value) >= 10_000 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.4g", value);
  }

  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        text.append(i == 0 ? "  " + row.get(i) + padding : "  " + padding + row.get(i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
