package org.sungu.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sungu.backend.Backend;
import org.sungu.data.tabular.TabularData;
import org.sungu.data.tabular.TargetColumn;

/// The whole main job on a prepared table: train, judge, report, save.
final class TableJob {
  private TableJob() {}

  static void run(TabularData data, TrainingOptions options, Screen screen, Backend backend, Path output) {
    TargetColumn target = data.schema().target();
    screen.out().print(TableColumns.describe(data));
    data.notices().forEach(notice -> screen.out().println("note: " + notice));
    screen.out().printf(Locale.ROOT, "%d rows to train, %d to validate, %d to test.%n%n", data.train().size(),
        data.validation().size(), data.test().size());
    TableTraining.Result result = new TableTraining(backend, options, screen).run(data);
    try (var model = result.model()) {
      screen.out().println();
      String divergence = TableTraining.divergence(result.history());
      if (data.test().size() > 0) {
        screen.out().println(TableReport.comparison(result));
        screen.out().println(TableReport.errors(target, data.test().targets().getFirst(), result.predictions()));
      }
      RunFolder folder = new RunFolder(output);
      TableModel.write(model, data.schema(), folder.model());
      folder.writeHistory(result.history());
      folder.writeMetrics(metrics(result, options.seed));
      folder.writeSplit(data.split());
      screen.out().println("Wrote model.keras, history.csv, metrics.json and split.json to " + output + ".");
      if (!divergence.isEmpty()) {
        screen.err().println("sungu: " + divergence);
      }
    }
  }

  private static Map<String, Object> metrics(TableTraining.Result result, long seed) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("seed", seed);
    metrics.put("epochs", result.history().epochs().size());
    metrics.put("seconds", RunFolder.seconds(result.nanos()));
    metrics.put("test", result.test());
    metrics.put("validation", result.validation());
    Map<String, Object> baseline = new LinkedHashMap<>();
    baseline.put(result.data().schema().target().classes().isEmpty() ? "mean" : "majority", result.constant());
    baseline.put("linear", result.linear());
    metrics.put("baseline", baseline);
    return metrics;
  }
}
