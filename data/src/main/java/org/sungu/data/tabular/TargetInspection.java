package org.sungu.data.tabular;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sungu.data.DataException;

/// Decides what can be learnt about a target column; see [TargetColumn] for the rules.
final class TargetInspection {
  private static final int MOST_WHOLE_NUMBER_CLASSES = 10;
  private static final int MOST_CLASSES = 1000;
  private static final int SHOWN = 6;

  private final Table table;
  private final Column column;
  private final String place;

  TargetInspection(Table table, Column column) {
    this.table = table;
    this.column = column;
    this.place = table.source() + ": target '" + column.name() + "'";
  }

  TargetColumn target(@Nullable Task wanted) {
    for (NumberFormat format : ColumnTypes.formats(table)) {
      if (ColumnTypes.NumberScan.of(column, format, 0).complete()) {
        return numeric(format, wanted);
      }
    }
    return text(wanted);
  }

  private TargetColumn numeric(NumberFormat format, @Nullable Task wanted) {
    Map<Double, Seen> values = new TreeMap<>();
    boolean whole = true;
    for (int row = 0; row < column.rowCount() && values.size() <= MOST_CLASSES; row++) {
      if (column.isMissing(row)) {
        continue;
      }
      double value = format.parse(column.bytes(), column.start(row), column.end(row));
      whole &= value == Math.rint(value);
      // -0.0 and 0.0 are one value, but two keys.
      values.merge(value + 0.0, new Seen(1, row), Seen::plus);
    }
    rejectConstant(values.size());
    boolean labels =
        values.size() == 2
            || (whole
                && values.size() <= MOST_WHOLE_NUMBER_CLASSES
                && values.values().stream().allMatch(seen -> seen.count > 1));
    if (wanted == Task.REGRESSION || (wanted == null && !labels)) {
      return new TargetColumn(column.name(), Task.REGRESSION, List.of(), format, false, false, 0, 1);
    }
    Map<String, Seen> classes = new LinkedHashMap<>();
    values.forEach((value, seen) -> classes.put(Numbers.shortText(value), seen));
    return classes(classes, format, true, false, wanted);
  }

  private TargetColumn text(@Nullable Task wanted) {
    Dictionary dictionary = column.dictionary();
    Map<String, Seen> counts = new HashMap<>();
    int present = 0;
    int numbers = 0;
    int firstText = -1;
    for (int code = 0; code < dictionary.size(); code++) {
      String text = dictionary.text(code);
      if (MissingMarkers.containsAsClass(text)) {
        continue;
      }
      int count = dictionary.count(code);
      present += count;
      if (ColumnTypes.formats(table).stream().anyMatch(format -> !Double.isNaN(format.parse(text)))) {
        numbers += count;
      } else if (firstText < 0) {
        firstText = dictionary.firstRow(code);
      }
      counts.put(text, new Seen(count, dictionary.firstRow(code)));
    }
    if (present == 0) {
      throw new DataException(place + " has no value in any row; expected class names or numbers: choose another target");
    }
    if (firstText < 0) {
      throw new DataException(
          place + " has numbers of different notations, such as 1.5 and 1,5; expected one notation in all rows: correct the cells");
    }
    boolean mostlyNumbers = numbers >= 0.9 * present && counts.size() > 2 * MOST_WHOLE_NUMBER_CLASSES;
    if (wanted == Task.REGRESSION || (wanted == null && mostlyNumbers)) {
      throw new DataException(
          table.place(firstText) + ", target '" + column.name() + "': " + column.quoted(firstText)
              + " is not a number; expected numbers in all rows to learn a regression: correct the cell"
              + (mostlyNumbers ? " or leave it empty to leave the row out" : ", or let the task be classification"));
    }
    rejectConstant(counts.size());
    boolean truth = ColumnTypes.isTruth(counts.keySet());
    Map<String, Seen> classes = new TreeMap<>(truth ? String.CASE_INSENSITIVE_ORDER : Comparator.<String>naturalOrder());
    counts.forEach((name, seen) -> classes.merge(name, seen, Seen::plus));
    if (classes.size() > MOST_CLASSES || (classes.size() > SHOWN && 2 * classes.size() > present)) {
      throw new DataException(
          place + " has " + classes.size() + " different texts in " + present
              + " rows; expected class names that repeat, or numbers: choose another target");
    }
    return classes(classes, NumberFormat.PLAIN, false, truth, wanted);
  }

  private TargetColumn classes(
      Map<String, Seen> classes, NumberFormat format, boolean numeric, boolean truth, @Nullable Task wanted) {
    if (wanted == Task.BINARY && classes.size() > 2) {
      throw new DataException(
          place + " has " + classes.size() + " classes (" + shown(classes.keySet().stream().toList())
              + "); expected two for task binary: use multiclass"
              + (numeric ? " or regression" : "") + ", or choose another target");
    }
    if (classes.size() > MOST_CLASSES) {
      throw new DataException(
          place + " has " + classes.size() + " different numbers; expected at most " + MOST_CLASSES
              + " classes: use task regression");
    }
    List<String> once =
        classes.entrySet().stream().filter(entry -> entry.getValue().count == 1).map(Map.Entry::getKey).toList();
    if (!once.isEmpty()) {
      Seen first = classes.get(once.getFirst());
      String which =
          once.size() == 1
              ? "class '" + once.getFirst() + "' only once (line " + table.line(first == null ? 0 : first.row) + ")"
              : once.size() + " classes only once (" + shown(once) + ")";
      throw new DataException(
          place + " has " + which + "; expected each class at least twice, to learn it and to test it: add rows, or remove it"
              + (numeric ? ", or use task regression" : " or rename it to another class"));
    }
    Task task = classes.size() == 2 && wanted != Task.MULTICLASS ? Task.BINARY : Task.MULTICLASS;
    return new TargetColumn(column.name(), task, List.copyOf(classes.keySet()), format, numeric, truth, 0, 1);
  }

  private void rejectConstant(int distinct) {
    if (distinct == 1) {
      throw new DataException(
          place + " is " + column.quoted(firstPresent()) + " in all rows; expected at least two different values: choose another target");
    }
  }

  private int firstPresent() {
    int row = 0;
    while (row < column.rowCount() - 1 && column.isMissing(row)) {
      row++;
    }
    return row;
  }

  private static String shown(List<String> names) {
    String list = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? list + ", …" : list;
  }

  /// How often a value was seen, and in which row first.
  private record Seen(int count, int row) {
    Seen plus(Seen other) {
      return new Seen(count + other.count, Math.min(row, other.row));
    }
  }
}
