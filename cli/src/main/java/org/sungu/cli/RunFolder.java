package org.sungu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.data.tabular.Split;
import org.sungu.format.AtomicFile;
import org.sungu.format.FormatException;
import org.sungu.training.History;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The folder that a training run leaves behind.
final class RunFolder {
  static final String MODEL = "model.keras";

  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path path;

  /// @throws FormatException if the folder cannot be made
  RunFolder(Path path) {
    this.path = path;
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new FormatException("cannot make the folder " + path + " (" + e.getMessage() + "); expected a place to write to. Choose another --output", e);
    }
  }

  /// Checks before any work that a folder can be made or is there.
  ///
  /// @throws IllegalArgumentException if a file is in the way or nothing may be written there
  static void check(Path path) {
    Path nearest = path.toAbsolutePath();
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      throw new IllegalArgumentException("--output " + path + ": " + nearest + " is a file; expected a folder, or a name that is free. Choose another --output");
    }
    if (!Files.isWritable(nearest)) {
      throw new IllegalArgumentException("--output " + path + ": nothing can be written to " + nearest + "; expected a folder of yours. Choose another --output");
    }
  }

  Path model() {
    return path.resolve(MODEL);
  }

  /// Writes `history.csv`: a row per epoch.
  void writeHistory(History history) {
    StringBuilder text = new StringBuilder("epoch");
    history.byName().keySet().forEach(name -> text.append(',').append(name));
    text.append('\n');
    for (int epoch = 0; epoch < history.epochs().size(); epoch++) {
      text.append(epoch + 1);
      for (List<Double> values : history.byName().values()) {
        text.append(',').append(values.get(epoch));
      }
      text.append('\n');
    }
    AtomicFile.writeText(path.resolve("history.csv"), text.toString());
  }

  /// Writes `metrics.json`. JSON has no NaN and no infinity: such values become null.
  void writeMetrics(Map<String, ?> metrics) {
    AtomicFile.writeText(path.resolve("metrics.json"), JSON.writeValueAsString(finite(metrics)) + "\n");
  }

  private static Map<String, @Nullable Object> finite(Map<?, ?> values) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    values.forEach((name, value) -> result.put(String.valueOf(name), switch (value) {
      case Double number -> Double.isFinite(number) ? number : null;
      case Map<?, ?> map -> finite(map);
      default -> value;
    }));
    return result;
  }

  /// Writes `split.json`: which rows of the table, counted from 0, went where.
  void writeSplit(Split split) {
    Map<String, int[]> rows = new LinkedHashMap<>();
    rows.put("train", split.train());
    rows.put("validation", split.validation());
    rows.put("test", split.test());
    AtomicFile.writeText(path.resolve("split.json"), JsonMapper.shared().writeValueAsString(rows) + "\n");
  }

  /// A duration as `metrics.json` holds it: seconds, rounded up to 5, 10, 20, 50, 100, …; finer ones would make the files of two equal
  /// runs differ.
  static int seconds(long nanos) {
    int limit = 5;
    for (int step = 0; nanos > limit * 1_000_000_000L; step++) {
      limit = step % 3 == 2 ? limit / 2 * 5 : limit * 2;
    }
    return limit;
  }
}
