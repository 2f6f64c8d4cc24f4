package org.sungu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/// Small tables for tests.
final class Tables {
  private Tables() {}

  /// 120 rows in which two numbers, a text and a date decide; some cells are empty.
  ///
  /// @param target `binary`, `multiclass` or `regression`
  static String text(String target, boolean header) {
    var random = new SplittableRandom(3);
    var text = new StringBuilder(header ? "size,weight,colour,bought,answer\n" : "");
    for (int i = 0; i < 120; i++) {
      double size = random.nextDouble(-1, 1);
      double weight = random.nextDouble(0, 10);
      boolean red = random.nextBoolean();
      double score = size * 2 + (red ? 1 : -1) + (weight - 5) / 5;
      String answer = switch (target) {
        case "binary" -> score > 0 ? "yes" : "no";
        case "multiclass" -> score > 1 ? "high" : score > -1 ? "middle" : "low";
        default -> String.format(Locale.ROOT, "%.3f", 1000 * score);
      };
      text.append(String.format(Locale.ROOT, "%.4f,%s,%s,2024-%02d-%02d,%s%n", size, i % 9 == 0 ? "" : String.format(Locale.ROOT, "%.2f", weight),
          red ? "red" : "blue", 1 + i % 12, 1 + i % 28, answer));
    }
    return text.toString();
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String target, boolean header) {
    return write(folder.resolve(target + ".csv"), text(target, header));
  }
}
