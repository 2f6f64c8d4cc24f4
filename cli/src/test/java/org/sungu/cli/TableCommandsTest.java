package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.nn.Network;
import org.sungu.nn.Weights;
import org.sungu.nn.layer.core.Dense;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tables from training to prediction, as a user goes about it.
final class TableCommandsTest {
  @TempDir Path folder;

  private static JsonNode json(Path file) {
    return JsonMapper.shared().readTree(file);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "wine", "breast_cancer"})
  void demoLearnsAndPredicts(String table) throws IOException {
    Path output = folder.resolve("demo");
    Run demo = Run.of("demo", "--table", table, "--output", output).succeeded();
    JsonNode metrics = json(output.resolve("metrics.json"));
    assertTrue(metrics.at("/test/accuracy").doubleValue() > metrics.at("/baseline/linear/accuracy").doubleValue(), demo.out());
    // The saved model predicts all rows of the table.
    assertEquals(Files.readAllLines(output.resolve(table + ".csv")).size(), Files.readAllLines(output.resolve("predictions.csv")).size());
  }

  @ParameterizedTest
  @CsvSource({"binary,loss accuracy auc,majority", "multiclass,loss accuracy,majority", "regression,loss mae rmse r2,mean"})
  void trainWritesWhatItSays(String task, String values, String constant) throws IOException {
    Path data = Tables.write(folder, task, true);
    Path run = folder.resolve("deep/run");
    Run trained = Run.of("train", "--data", data, "--target", "answer", "--output", run, "--epochs", 30, "--seed", 5).succeeded();
    assertEquals(List.of("history.csv", "metrics.json", "model.keras", "split.json"), names(run));

    JsonNode metrics = json(run.resolve("metrics.json"));
    assertEquals(List.of("seed", "epochs", "seconds", "test", "validation", "baseline"), List.copyOf(metrics.propertyNames()));
    assertEquals(5, metrics.get("seed").intValue());
    assertEquals(List.of(values.split(" ")), List.copyOf(metrics.get("test").propertyNames()));
    assertEquals(List.of(values.split(" ")), List.copyOf(metrics.get("validation").propertyNames()));
    assertEquals(List.of(constant, "linear"), List.copyOf(metrics.get("baseline").propertyNames()));
    assertEquals(List.of(values.split(" ")), List.copyOf(metrics.at("/baseline/linear").propertyNames()));
    assertEquals(List.of(values.split(" ")), List.copyOf(metrics.at("/baseline/" + constant).propertyNames()));
    assertTrue(metrics.at("/test/loss").doubleValue() < metrics.at("/baseline/" + constant + "/loss").doubleValue(), trained.out());

    List<String> history = Files.readAllLines(run.resolve("history.csv"));
    assertTrue(history.getFirst().startsWith("epoch,loss,"), history.getFirst());
    assertEquals(metrics.get("epochs").intValue() + 1, history.size());

    JsonNode split = json(run.resolve("split.json"));
    var rows = new ArrayList<Integer>();
    for (String part : List.of("train", "validation", "test")) {
      split.get(part).forEach(row -> rows.add(row.intValue()));
    }
    assertArrayEquals(IntStream.range(0, 120).toArray(), rows.stream().mapToInt(row -> row).sorted().toArray());
    assertEquals(24, split.get("test").size());

    assertTrue(trained.out().contains("categorical  colour (2)"), trained.out());
    assertTrue(trained.out().contains("weight (some missing)"), trained.out());
    assertTrue(trained.out().contains("on 24 test rows"), trained.out());

    Path predictions = folder.resolve("predictions.csv");
    Run.of("predict", "--model", run.resolve("model.keras"), "--data", data, "--output", predictions).succeeded();
    List<String> lines = Files.readAllLines(predictions);
    assertEquals(121, lines.size());
    assertTrue(lines.getFirst().startsWith("size,weight,colour,bought,answer,prediction"), lines.getFirst());

    Run evaluated = Run.of("evaluate", "--model", run.resolve("model.keras"), "--data", data).succeeded();
    assertTrue(evaluated.out().contains(task.equals("regression") ? "rmse" : "accuracy"), evaluated.out());
    Run summary = Run.of("summary", "--model", run.resolve("model.keras")).succeeded();
    assertTrue(summary.out().contains("StringLookup"), summary.out());
  }

  @Test
  void hiddenLayersComputeInBfloat16WhereThatIsAskedFor() {
    Path data = Tables.write(folder, "binary", true);
    Path run = folder.resolve("run");
    Run.of("train", "--data", data, "--target", "answer", "--output", run, "--epochs", 30, "--precision", "mixed_bfloat16").succeeded();
    JsonNode metrics = json(run.resolve("metrics.json"));
    assertTrue(metrics.at("/test/loss").doubleValue() < metrics.at("/baseline/majority/loss").doubleValue(), metrics.toString());
    try (var saved = TableModel.read(run.resolve("model.keras"), Backends.standard(), 0)) {
      List<String> policies = saved.model().network().layers().stream().map(Network.NamedLayer::layer).filter(Dense.class::isInstance)
          .map(layer -> layer.dtype().kerasName()).toList();
      assertEquals(List.of("mixed_bfloat16", "mixed_bfloat16", "float32"), policies);
    }
    Run.of("predict", "--model", run.resolve("model.keras"), "--data", data, "--output", folder.resolve("predictions.csv")).succeeded();
  }

  @Test
  void oneSeedGivesEqualFiles() throws IOException {
    Path data = Tables.write(folder, "binary", true);
    for (String name : List.of("a", "b")) {
      Run.of("train", "--data", data, "--target", "answer", "--output", folder.resolve(name), "--epochs", 4, "--dropout", 0.2).succeeded();
    }
    assertEquals(Files.readString(folder.resolve("a/history.csv")), Files.readString(folder.resolve("b/history.csv")));
    assertEquals(Files.readString(folder.resolve("a/split.json")), Files.readString(folder.resolve("b/split.json")));
    // Seconds are whole ones; a slow machine may still count another one.
    assertEquals(Files.readString(folder.resolve("a/metrics.json")).replaceAll("\"seconds\" : \\d+", ""),
        Files.readString(folder.resolve("b/metrics.json")).replaceAll("\"seconds\" : \\d+", ""));
    try (var first = TableModel.read(folder.resolve("a/model.keras"), Backends.standard(), 0);
        var second = TableModel.read(folder.resolve("b/model.keras"), Backends.standard(), 0)) {
      Model a = first.model();
      for (Weights.Weight weight : a.weights().all()) {
        assertArrayEquals(a.weight(weight.path()).toDoubles(), second.model().weight(weight.path()).toDoubles(), weight.path());
      }
    }
  }

  @Test
  void aTableWithoutAHeader() throws IOException {
    Path data = Tables.write(folder, "multiclass", false);
    Path run = folder.resolve("run");
    Run.of("train", "--data", data, "--target", "-1", "--output", run, "--epochs", 3).succeeded();
    String withoutTarget = Tables.text("multiclass", false).replaceAll("(?m),[a-z]+$", "");
    Path rows = Tables.write(folder.resolve("rows.csv"), withoutTarget);
    Path predictions = folder.resolve("predictions.csv");
    Run.of("predict", "--model", run.resolve("model.keras"), "--data", rows, "--output", predictions).succeeded();
    assertEquals(121, Files.readAllLines(predictions).size());
  }

  @Test
  void withoutTestAndValidationRows() {
    Path data = Tables.write(folder, "binary", true);
    Path run = folder.resolve("run");
    Run trained = Run.of("train", "--data", data, "--target", "answer", "--output", run, "--epochs", 3, "--test", 0, "--validation", 0).succeeded();
    assertTrue(trained.out().contains("120 rows to train, 0 to validate, 0 to test"), trained.out());
    JsonNode metrics = json(run.resolve("metrics.json"));
    assertTrue(metrics.get("test").isEmpty());
    assertTrue(metrics.get("validation").isEmpty());
  }

  @Test
  void everyOptionOfTheTable() {
    Path data = Tables.write(folder, "binary", true);
    Path run = folder.resolve("run");
    Run trained = Run.of("train", "--data", data, "--target", "answer", "--drop", "bought,size", "--output", run, "--layers", "8,4", "--activation", "tanh",
        "--dropout", 0.1, "--optimizer", "rmsprop", "--learning-rate", 0.01, "--epochs", 2, "--batch-size", 50, "--validation", 0.2, "--test", 0.25,
        "--patience", 1, "--seed", 9, "--task", "multiclass", "--no-shuffle").succeeded();
    assertTrue(trained.out().contains("dropped      size, bought"), trained.out());
    assertTrue(trained.out().contains("72 rows to train, 18 to validate, 30 to test."), trained.out());
    assertTrue(trained.out().contains("multiclass"), trained.out());
  }

  @Test
  void terminalsSeeRedrawnLinesAndPipesPlainOnes() {
    Path data = Tables.write(folder, "binary", true);
    Run piped = Run.of("train", "--data", data, "--target", "answer", "--output", folder.resolve("a"), "--epochs", 2).succeeded();
    assertFalse(piped.out().contains("\r"));
    Run terminal = Run.inTerminal("train", "--data", data, "--target", "answer", "--output", folder.resolve("b"), "--epochs", 2).succeeded();
    assertTrue(terminal.out().contains("\repoch 2/2"));
  }

  @Test
  void unseenCategoriesAreRefusedUnlessAllowed() throws IOException {
    Path data = Tables.write(folder, "binary", true);
    Path run = folder.resolve("run");
    Run.of("train", "--data", data, "--target", "answer", "--output", run, "--epochs", 2).succeeded();
    Path strange = Tables.write(folder.resolve("strange.csv"), "size,weight,colour,bought\n0.5,3,green,2024-01-02\n");
    Path predictions = folder.resolve("predictions.csv");
    Run.of("predict", "--model", run.resolve("model.keras"), "--data", strange, "--output", predictions).refused("green", "red", "--allow-unseen");
    assertFalse(Files.exists(predictions));
    Run.of("predict", "--model", run.resolve("model.keras"), "--data", strange, "--output", predictions, "--allow-unseen").succeeded();
    assertEquals(2, Files.readAllLines(predictions).size());
  }

  @Test
  void helpNamesEveryCommand() {
    Run help = Run.of().succeeded();
    for (String command : List.of("demo", "train", "predict", "evaluate", "summary")) {
      assertTrue(help.out().contains(command), help.out());
      assertTrue(Run.of(command, "--help").succeeded().out().contains("Usage: sungu " + command));
    }
    assertTrue(Arrays.stream(help.out().split("\n")).allMatch(line -> line.length() <= 100));
  }
}
