package org.sungu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sungu.data.tabular.CategoricalFeature;
import org.sungu.data.tabular.Feature;
import org.sungu.data.tabular.NumericFeature;
import org.sungu.data.tabular.TabularData;
import org.sungu.data.tabular.TabularSchema.DroppedColumn;
import org.sungu.data.tabular.TargetColumn;

/// Says in a few lines which columns of a table are used, and how.
final class TableColumns {
  private static final int SHOWN = 12;

  private TableColumns() {}

  static String describe(TabularData data) {
    List<String> numeric = new ArrayList<>();
    List<String> categorical = new ArrayList<>();
    for (Feature feature : data.schema().features()) {
      switch (feature) {
        case NumericFeature number -> numeric.add(number.input() + (number.hasMissing() ? " (some missing)" : ""));
        case CategoricalFeature text -> categorical.add(text.input() + " (" + text.vocabulary().size() + ")");
      }
    }
    List<String> asked = data.schema().dropped().stream().filter(dropped -> dropped.reason().equals("as asked")).map(DroppedColumn::column).toList();
    return line("target", List.of(target(data.schema().target()))) + line("numeric", numeric) + line("categorical", categorical) + line("dropped", asked);
  }

  private static String target(TargetColumn target) {
    String task = target.column() + ": " + target.task().name().toLowerCase(Locale.ROOT);
    return target.classes().isEmpty() ? task : task + ", " + shown(target.classes(), " | ");
  }

  private static String line(String kind, List<String> columns) {
    return columns.isEmpty() ? "" : String.format(Locale.ROOT, "%-12s %s%n", kind, shown(columns, ", "));
  }

  private static String shown(List<String> names, String separator) {
    return names.size() <= SHOWN
        ? String.join(separator, names)
        : String.join(separator, names.subList(0, SHOWN)) + separator + "… (" + names.size() + " in all)";
  }
}
