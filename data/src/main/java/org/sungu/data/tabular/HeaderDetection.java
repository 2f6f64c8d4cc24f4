package org.sungu.data.tabular;

import java.util.List;

/// Tells whether the first row of a file holds names.
///
/// Columns vote: a text over a column of numbers is a name, a number over a column of numbers is none; over a column of
/// text, a first cell that comes again below is a value. Where all columns abstain, texts without a number or an empty
/// cell among them are names. Numbers are names only if they count the columns (`0,1,2,…`), as pandas writes them.
final class HeaderDetection {
  private HeaderDetection() {}

  static boolean isHeader(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return false;
    }
    List<String> first = rows.getFirst();
    if (countsColumns(first)) {
      return true;
    }
    int names = 0;
    int values = 0;
    int texts = 0;
    for (int i = 0; i < first.size(); i++) {
      int column = i;
      String cell = first.get(i);
      List<String> below =
          rows.stream()
              .skip(1)
              .filter(row -> row.size() > column)
              .map(row -> row.get(column))
              .filter(value -> !MissingMarkers.contains(value))
              .toList();
      boolean number = looksNumeric(cell);
      // pandas and R leave the name over their row numbers empty.
      texts += number || (cell.isEmpty() && i > 0) ? 0 : 1;
      long numbersBelow = below.stream().filter(HeaderDetection::looksNumeric).count();
      if (!below.isEmpty() && numbersBelow >= 0.9 * below.size()) {
        names += number || MissingMarkers.contains(cell) ? 0 : 1;
        values += number ? 1 : 0;
      } else if (number || below.contains(cell)) {
        values++;
      }
    }
    return (names == 0 && values == 0) ? texts == first.size() : names >= values;
  }

  private static boolean looksNumeric(String cell) {
    return !Double.isNaN(NumberFormat.PLAIN.parse(cell))
        || !Double.isNaN(NumberFormat.DECIMAL_COMMA.parse(cell))
        || DatePattern.isDate(cell);
  }

  private static boolean countsColumns(List<String> cells) {
    if (cells.size() < 3) {
      return false;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).equals(Integer.toString(i))) {
        return false;
      }
    }
    return true;
  }
}
