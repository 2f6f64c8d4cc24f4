package org.sungu.data.tabular;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds out what columns mean.
///
/// In this order: empty → dropped; all cells numbers (plain, else grouped or with decimal commas) → numeric, unless
/// constant, row numbers, or whole numbers that are all distinct under a name such as `CustomerId` (or in the first column of a
/// file without a header, far apart); all cells dates → date;
/// two words for no and yes → truth; nearly all cells numbers (95%, with more than 20 distinct ones, and at most 10 distinct
/// other texts) → numeric, the others read as missing; text that repeats → categorical; the rest (identifiers, names, free text) is dropped.
public final class ColumnTypes {
  private static final double NEARLY_ALL = 0.95;

  /// So many values can be learnt from as categories, however rare they are.
  private static final int FEW = 20;

  private static final int MOST_OTHER_MISSING = 10;

  private static final List<Set<String>> TRUTH_WORDS =
      List.of(Set.of("false", "true"), Set.of("no", "yes"), Set.of("f", "t"), Set.of("n", "y"), Set.of("off", "on"));

  private static final int ROWS_TO_TELL_ROW_NUMBERS = 20;

  private static final Pattern IDENTIFIER_NAME =
      Pattern.compile(
          "(.*[^\\p{Alnum}])?(?i:id|ids|uid|uuid|guid|idx|index|key|identifier)"
              + "|.*\\p{Lower}(Id|ID|Key|Index|Uid|Uuid|Guid)"
              + "|(?i:(row|record|sample|case|line|serial|obs|observation)[^\\p{Alnum}]?(id|no|nr|num|number|index)?)"
              + "|(?i:(customer|client|user|passenger|order|product|item|patient|account|transaction|employee|student|member|loan|"
              + "house|property|movie|session|policy|applicant|application|subject|person)id)"
              + "|Unnamed: \\d+|#");

  private ColumnTypes() {}

  /// The type of a column of a table.
  public static ColumnType of(Table table, Column column) {
    if (presentCount(column) == 0) {
      return new ColumnType.Dropped("no value in any row");
    }
    for (NumberFormat format : formats(table)) {
      NumberScan scan = NumberScan.of(column, format, 0);
      if (scan.complete()) {
        return numeric(table, column, scan);
      }
    }
    Optional<DatePattern> date = DatePattern.ofColumn(column);
    if (date.isPresent()) {
      return new ColumnType.Date(date.get());
    }
    Map<String, Integer> counts = column.dictionary().presentCounts();
    if (isTruth(counts.keySet())) {
      return new ColumnType.Truth();
    }
    if (counts.size() > FEW) {
      for (NumberFormat format : formats(table)) {
        NumberScan scan = NumberScan.of(column, format, 1 - NEARLY_ALL);
        if (scan.complete() && scan.others().size() <= MOST_OTHER_MISSING && scan.distinctMoreThan(column, FEW)) {
          return new ColumnType.Numeric(format, List.copyOf(scan.others()));
        }
      }
    }
    return text(column, counts);
  }

  /// The number formats to try, the likelier first: in a file separated by commas a comma inside a cell groups thousands.
  static List<NumberFormat> formats(Table table) {
    return table.separator() == ','
        ? List.of(NumberFormat.PLAIN, NumberFormat.GROUPED, NumberFormat.DECIMAL_COMMA)
        : List.of(NumberFormat.PLAIN, NumberFormat.DECIMAL_COMMA, NumberFormat.GROUPED);
  }

  /// The fewest rows that a category must be seen in to be learnt on its own: one in 200, and at least 5 (in tables below 200
  /// rows, 2).
  static int minimumCount(int rows) {
    return rows < 200 ? 2 : Math.max(5, Math.ceilDiv(rows, 200));
  }

  /// Whether these are the two words of one pair for no and yes.
  static boolean isTruth(Set<String> values) {
    if (values.size() > FEW) {
      return false;
    }
    var lower = new LinkedHashSet<String>();
    values.forEach(value -> lower.add(value.toLowerCase(Locale.ROOT)));
    return TRUTH_WORDS.contains(lower);
  }

  private static ColumnType numeric(Table table, Column column, NumberScan scan) {
    if (scan.minimum() == scan.maximum() && scan.present() == column.rowCount()) {
      return new ColumnType.Dropped("the same value " + column.text(0) + " in all rows");
    }
    if (scan.whole() && scan.present() == column.rowCount()) {
      boolean fromStart = scan.minimum() == 0 || scan.minimum() == 1;
      if (scan.consecutive() && fromStart && column.rowCount() >= ROWS_TO_TELL_ROW_NUMBERS) {
        return new ColumnType.Dropped("row numbers");
      }
      // A first column without a name is suspicious if its numbers are spread as widely as identifiers are.
      boolean nameless =
          !table.hasHeader() && column.position() == 0 && scan.maximum() - scan.minimum() > 10.0 * column.rowCount();
      if ((nameless || IDENTIFIER_NAME.matcher(column.name()).matches()) && scan.allDistinct(column)) {
        return new ColumnType.Dropped("an identifier, another number in each row");
      }
    }
    return new ColumnType.Numeric(scan.format(), List.of());
  }

  private static ColumnType text(Column column, Map<String, Integer> counts) {
    int present = counts.values().stream().mapToInt(Integer::intValue).sum();
    if (counts.size() == 1 && present == column.rowCount()) {
      return new ColumnType.Dropped("the same value " + column.quoted(0) + " in all rows");
    }
    if (counts.size() == present && present > 1) {
      return new ColumnType.Dropped("another text in each row");
    }
    int minimum = minimumCount(present);
    int learnable = counts.values().stream().mapToInt(Integer::intValue).filter(count -> count >= minimum).sum();
    if (counts.size() > FEW && learnable < present / 2) {
      return new ColumnType.Dropped(counts.size() + " different texts in " + present + " rows, most of them rare");
    }
    return new ColumnType.Categorical(counts.size());
  }

  private static int presentCount(Column column) {
    int present = 0;
    for (int row = 0; row < column.rowCount(); row++) {
      present += column.isMissing(row) ? 0 : 1;
    }
    return present;
  }

  /// One look at a column through a number format.
  ///
  /// @param complete whether no more cells than tolerated were something else
  /// @param present cells that are numbers
  /// @param others the texts that are no numbers
  /// @param whole whether all are whole numbers
  /// @param consecutive whether each is its predecessor plus one
  record NumberScan(
      NumberFormat format,
      boolean complete,
      int present,
      Set<String> others,
      boolean whole,
      boolean consecutive,
      double minimum,
      double maximum) {

    static NumberScan of(Column column, NumberFormat format, double tolerated) {
      int present = 0;
      int otherCells = 0;
      var others = new LinkedHashSet<String>();
      boolean whole = true;
      boolean consecutive = true;
      double minimum = Double.POSITIVE_INFINITY;
      double maximum = Double.NEGATIVE_INFINITY;
      double previous = Double.NaN;
      double mostOthers = tolerated * column.rowCount();
      for (int row = 0; row < column.rowCount() && otherCells <= mostOthers; row++) {
        if (column.isMissing(row)) {
          continue;
        }
        double value = format.parse(column.bytes(), column.start(row), column.end(row));
        if (Double.isNaN(value)) {
          otherCells++;
          others.add(column.text(row));
          continue;
        }
        whole &= value == Math.rint(value);
        consecutive &= present == 0 || value == previous + 1;
        previous = value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        present++;
      }
      boolean complete = present > 0 && otherCells <= tolerated * (present + otherCells);
      return new NumberScan(format, complete, present, others, whole, consecutive, minimum, maximum);
    }

    boolean allDistinct(Column column) {
      double[] sorted = sorted(column);
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] == sorted[i - 1]) {
          return false;
        }
      }
      return true;
    }

    boolean distinctMoreThan(Column column, int limit) {
      return Arrays.stream(sorted(column)).distinct().limit(limit + 1L).count() > limit;
    }

    private double[] sorted(Column column) {
      double[] values = new double[present];
      int count = 0;
      for (int row = 0; row < column.rowCount(); row++) {
        if (!column.isMissing(row)) {
          double value = format.parse(column.bytes(), column.start(row), column.end(row));
          if (!Double.isNaN(value)) {
            values[count++] = value;
          }
        }
      }
      Arrays.sort(values);
      return values;
    }
  }
}
