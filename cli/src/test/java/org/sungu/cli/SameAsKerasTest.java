package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.format.keras.KerasArchive;

/// What real Keras predicted from a table's raw cells with a model that Sungu wrote; `tools/keras-check` made the files.
final class SameAsKerasTest {
  @TempDir Path folder;

  private static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(SameAsKerasTest.class.getResource("keras/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The numbers of a column of a CSV file without quotes.
  private static List<Double> column(Path csv, String name) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    int index = List.of(lines.getFirst().split(",", -1)).indexOf(name);
    return lines.stream().skip(1).map(line -> Double.valueOf(line.split(",", -1)[index])).toList();
  }

  @Test
  void predictsWhatKerasDoes() throws IOException {
    Path predictions = folder.resolve("predictions.csv");
    Run.of("predict", "--model", file("model.keras"), "--data", file("table.csv"), "--output", predictions).succeeded();
    List<Double> expected = column(file("keras.csv"), "probability_stays");
    List<Double> actual = column(predictions, "probability_stays");
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-5, "row " + i);
    }
  }

  @Test
  void writesTheModelThatKerasWasAsked() {
    Path run = folder.resolve("run");
    Run.of("train", "--data", file("table.csv"), "--target", "decision", "--layers", "6,3", "--epochs", 8, "--seed", 5, "--output", run)
        .succeeded();
    KerasArchive asked = KerasArchive.read(file("model.keras"));
    KerasArchive written = KerasArchive.read(run.resolve("model.keras"));
    assertEquals(asked.config().toPrettyString(), written.config().toPrettyString(), "ask Keras again as tools/keras-check/README.md says");
    assertEquals(asked.weights().names(), written.weights().names());
    assertEquals(asked.weights().arrays().keySet(), written.weights().arrays().keySet());
  }
}
