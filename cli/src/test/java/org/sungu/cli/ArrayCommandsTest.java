package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.format.keras.KerasFile;
import org.sungu.format.npz.Npz;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Compilation;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Models that come as files, and arrays: prediction, evaluation and further training.
final class ArrayCommandsTest {
  private static final int SAMPLES = 40;

  @TempDir Path folder;

  private static NDArray ramp(int width) {
    float[] values = new float[SAMPLES * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return NDArray.of(Shape.of(SAMPLES, width), values);
  }

  private Path chain(boolean compiled) {
    Path file = folder.resolve("chain.keras");
    Network network = Network.sequential(InputLayer.of("x", "float32", 3), Dense.of(4, Activation.TANH), Dense.of(1));
    try (Model model = Model.of(network, Backends.standard(), 1)) {
      if (compiled) {
        model.compile(Compilation.of(Adam.of(0.01), Losses.of("mse"), Metrics.of("mae")));
      }
      KerasFile.write(model, file, Map.of());
    }
    return file;
  }

  private Path arrays(String name, Map<String, NDArray> members) {
    Path file = folder.resolve(name);
    Npz.write(file, members);
    return file;
  }

  @Test
  void aModelIsTrainedFurtherInAnotherPrecision() {
    Path data = arrays("data.npz", Map.of("x0", ramp(3), "y", ramp(1)));
    Path narrow = folder.resolve("narrow");
    Path wide = folder.resolve("wide");
    Run.of("train", "--model", chain(true), "--data", data, "--output", narrow, "--precision", "mixed_bfloat16").succeeded();
    Run.of("train", "--model", narrow.resolve("model.keras"), "--data", data, "--output", wide, "--precision", "float32").succeeded();
    assertEquals(List.of("mixed_bfloat16", "float32"), policies(narrow.resolve("model.keras")));
    assertEquals(List.of("float32", "float32"), policies(wide.resolve("model.keras")));
  }

  private static List<String> policies(Path file) {
    try (Model model = KerasFile.read(file, Backends.standard(), 0).model()) {
      return model.network().layers().stream().skip(1).map(named -> named.layer().dtype().kerasName()).toList();
    }
  }

  @Test
  void goesOnTrainingWhereTheFileEnded() {
    Path model = chain(true);
    Path data = arrays("data.npz", Map.of("x0", ramp(3), "y", ramp(1)));
    Path two = folder.resolve("two");
    Run.of("train", "--model", model, "--data", data, "--output", two, "--epochs", 2, "--batch-size", 8, "--no-shuffle").succeeded();
    JsonNode metrics = JsonMapper.shared().readTree(two.resolve("metrics.json"));
    assertEquals(2, metrics.get("epochs").intValue());
    assertTrue(metrics.at("/train/mae").isNumber(), metrics.toString());
    assertTrue(metrics.get("validation").isEmpty());

    // Two epochs in one go, or one after the other with a file in between: the optimizer's state travels along.
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Run.of("train", "--model", model, "--data", data, "--output", first, "--batch-size", 8, "--no-shuffle").succeeded();
    Run.of("train", "--model", first.resolve("model.keras"), "--data", data, "--output", second, "--batch-size", 8, "--no-shuffle").succeeded();
    assertArrayEquals(weights(two), weights(second));
  }

  private static double[] weights(Path run) {
    try (Model model = KerasFile.read(run.resolve("model.keras"), Backends.standard(), 0).model()) {
      return model.weights().all().stream().flatMapToDouble(weight -> Arrays.stream(model.weight(weight.path()).toDoubles())).toArray();
    }
  }

  @Test
  void lastSamplesValidateIfAsked() {
    Path data = arrays("data.npz", Map.of("x0", ramp(3), "y", ramp(1)));
    Path run = folder.resolve("run");
    Run trained = Run.of("train", "--model", chain(true), "--data", data, "--output", run, "--validation", 0.25).succeeded();
    assertTrue(trained.out().matches("(?s).*\ncompiled in [0-9.]+ s,.* [0-9.]+ MiB planned\n.*"), trained.out());
    assertTrue(JsonMapper.shared().readTree(run.resolve("metrics.json")).at("/validation/loss").isNumber());
  }

  @Test
  void severalInputsAndOutputs() {
    LayerOutput left = InputLayer.of("left", "float32", 2);
    LayerOutput right = InputLayer.of("right", "float32", 3);
    LayerOutput joined = Concatenate.of().on(List.of(left, right)).getFirst();
    LayerOutput number = Dense.of(1).withName("number").on(joined);
    LayerOutput share = Dense.of(1, Activation.SIGMOID).withName("share").on(joined);
    Path file = folder.resolve("two.keras");
    try (Model model = Model.of(Network.functional(List.of(left, right), List.of(number, share)), Backends.standard(), 1)) {
      model.compile(Compilation.of(Adam.of(0.01), List.of(Losses.of("mse"), Losses.of("mse")), List.of(List.of(Metrics.of("mae")), List.of())));
      KerasFile.write(model, file, Map.of());
    }
    Map<String, NDArray> members = Map.of("x0", ramp(2), "x1", ramp(3), "y0", ramp(1), "y1", ramp(1));
    Path data = arrays("data.npz", members);
    Run.of("train", "--model", file, "--data", data, "--output", folder.resolve("run")).succeeded();
    Run evaluated = Run.of("evaluate", "--model", file, "--data", data).succeeded();
    assertTrue(evaluated.out().contains("number_loss") && evaluated.out().contains("number_mae"), evaluated.out());

    Path output = folder.resolve("out.npz");
    Run.of("predict", "--model", file, "--data", data, "--output", output).succeeded();
    Map<String, HostArray> predicted = Npz.read(output);
    assertEquals(List.of("y0", "y1"), predicted.keySet().stream().sorted().toList());
    try (Model model = KerasFile.read(file, Backends.standard(), 0).model()) {
      List<NDArray> expected = model.predict(Map.of("left", ramp(2), "right", ramp(3)));
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(expected.get(i).toDoubles(), assertInstanceOf(NDArray.class, predicted.get("y" + i)).toDoubles());
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Path model = chain(true);
    Path out = folder.resolve("out");
    Path noTarget = arrays("a.npz", Map.of("x0", ramp(3)));
    Run.of("train", "--model", model, "--data", noTarget, "--output", out).refused("no member y");
    Run.of("evaluate", "--model", model, "--data", noTarget).refused("no member y");
    Run.of("predict", "--model", model, "--data", arrays("b.npz", Map.of("z", ramp(3))), "--output", folder.resolve("p.npz")).refused("no member x0", "it has z");
    Run.of("predict", "--model", model, "--data", arrays("c.npz", Map.of("x0", ramp(5))), "--output", folder.resolve("p.npz")).refused("3");
    NDArray infinite = NDArray.of(Shape.of(1, 3), 1f, Float.POSITIVE_INFINITY, 0f);
    Run.of("predict", "--model", model, "--data", arrays("d.npz", Map.of("x0", infinite)), "--output", folder.resolve("p.npz")).refused("Infinity", "x0");
    Run.of("train", "--model", model, "--data", arrays("e.npz", Map.of("x0", ramp(3), "y", NDArray.of(Shape.of(2, 1), 1f, 2f))), "--output", out).refused("2");
    Path table = Tables.write(folder, "binary", true);
    Run.of("predict", "--model", model, "--data", table, "--output", folder.resolve("p.csv")).refused("not trained with a table", "x0");
    Run.of("evaluate", "--model", model, "--data", table).refused("not trained with a table");
    Path uncompiled = chain(false);
    Path good = arrays("f.npz", Map.of("x0", ramp(3), "y", ramp(1)));
    Run.of("train", "--model", uncompiled, "--data", good, "--output", out).refused("without compile");
    Run.of("evaluate", "--model", uncompiled, "--data", good).refused("without compile");
    assertFalse(Files.exists(out));
    assertFalse(Files.exists(folder.resolve("p.npz")));
  }
}
