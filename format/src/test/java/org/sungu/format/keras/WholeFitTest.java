package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.graph.Variable;
import org.sungu.nn.Network;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;
import org.sungu.training.Fit;
import org.sungu.training.History;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole fits from given weights, unshuffled, against Keras: every epoch's loss and metrics, the weights and the optimizer's variables
/// at the end, predictions and evaluation.
final class WholeFitTest {
  /// Rounding differs from step to step and optimizers divide by small second moments.
  private static final double TOLERANCE = 2e-5;
  /// Activations and gradients have 8 bits. JAX and the reference backend round them in different places, nine steps long; the updates of weights are smaller
  /// than the weights.
  private static final double BFLOAT16_TOLERANCE = 0.01;

  @TestFactory
  Stream<DynamicTest> fitsAsKeras() {
    return Goldens.family("training").cases().stream().flatMap(golden -> Stream.of(new ReferenceBackend(), new CpuBackend())
        .map(backend -> DynamicTest.dynamicTest(golden.text("name") + " on " + backend.name(), () -> check(golden, backend))));
  }

  private static void check(Golden golden, Backend backend) {
    JsonNode config = JsonMapper.shared().readTree(golden.json("model"));
    Network network = NetworkReader.read(config, new LinkedHashMap<>(), Map.of());
    try (Model model = Model.of(network, backend, 0)) {
      model.compile(CompileConfig.read(config.path("compile_config"), model, model.outputNames()), order(golden, network));
      setWeights(model, golden.objects("initial_weights"));
      History history = model.fit(training(golden, model), fit(golden, model));
      check(golden, model, history);
    }
  }

  private static void check(Golden golden, Model model, History history) {
    double tolerance = golden.text("name").startsWith("bfloat16") ? BFLOAT16_TOLERANCE : TOLERANCE;
    Golden expected = golden.object("history");
    assertEquals(expected.keys(), new TreeSet<>(history.byName().keySet()));
    for (String name : expected.keys()) {
      double[] values = history.values(name).stream().mapToDouble(Double::doubleValue).toArray();
      assertClose(expected.array(name), NDArray.of(Shape.of(values.length), values), tolerance, name);
    }
    for (Golden weight : golden.objects("weights")) {
      assertClose(weight.array("value"), model.weight(path(weight, model.network())), tolerance, weight.text("path"));
    }
    if (golden.has("optimizer_variables")) {
      List<Golden> variables = golden.objects("optimizer_variables");
      assertEquals(variables.size(), model.optimizerVariables().size());
      for (int i = 0; i < variables.size(); i++) {
        Variable variable = model.optimizerVariables().get(i);
        assertClose(variables.get(i).array("value"), model.value(variable), tolerance, variable.name());
      }
    }
    Golden evaluation = golden.object("evaluation");
    Map<String, Double> evaluated = model.evaluate(dataset(model, inputs(golden, "x", model), targets(golden, model), null));
    for (String name : evaluation.keys()) {
      assertEquals(evaluation.array(name).item(), evaluated.getOrDefault(name, Double.NaN), tolerance, "evaluation " + name);
    }
  }

  private static List<String> order(Golden golden, Network network) {
    return golden.objects("weights").stream().map(weight -> path(weight, network)).toList();
  }

  /// Keras puts a Sequential's name in front.
  private static String path(Golden weight, Network network) {
    String path = weight.text("path");
    String prefix = network.name() + "/";
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  private static void setWeights(Model model, List<Golden> weights) {
    weights.forEach(weight -> model.setWeight(path(weight, model.network()), weight.array("value")));
  }

  private static NDArray inputs(Golden golden, String key, Model model) {
    assertEquals(1, model.inputNames().size());
    return golden.array(key);
  }

  private static List<NDArray> targets(Golden golden, Model model) {
    return model.outputNames().size() == 1
        ? List.of(golden.array("y"))
        : model.outputNames().stream().map(name -> golden.object("y").array(name)).toList();
  }

  private static @Nullable NDArray weights(Golden golden) {
    return golden.has("sample_weight") ? golden.array("sample_weight") : null;
  }

  private static ArrayDataset dataset(Model model, NDArray x, List<NDArray> y, @Nullable NDArray weights) {
    return new ArrayDataset(Map.of(model.inputNames().getFirst(), x), y, weights);
  }

  private static ArrayDataset training(Golden golden, Model model) {
    ArrayDataset all = dataset(model, inputs(golden, "x", model), targets(golden, model), weights(golden));
    return all.rows(IntStream.range(0, all.size() - held(golden, all)).toArray());
  }

  /// Keras holds back the last share of the samples.
  private static int held(Golden golden, ArrayDataset all) {
    return golden.has("validation_split") ? all.size() - (int) (all.size() * (1 - golden.number("validation_split"))) : 0;
  }

  private static Fit fit(Golden golden, Model model) {
    Fit fit = Fit.epochs((int) golden.number("epochs")).withBatchSize((int) golden.number("batch_size")).withShuffle(false);
    if (golden.has("validation_data")) {
      List<NDArray> arrays = golden.arrays("validation_data");
      fit = fit.withValidation(dataset(model, arrays.get(0), List.of(arrays.get(1)), arrays.size() > 2 ? arrays.get(2) : null));
    }
    if (golden.has("validation_split")) {
      ArrayDataset all = dataset(model, golden.array("x"), targets(golden, model), null);
      fit = fit.withValidation(all.rows(IntStream.range(all.size() - held(golden, all), all.size()).toArray()));
    }
    if (golden.has("class_weight")) {
      Map<Integer, Double> weights = new LinkedHashMap<>();
      golden.map("class_weight").forEach((name, value) -> weights.put(Integer.valueOf(name), ((Number) Objects.requireNonNull(value)).doubleValue()));
      fit = fit.withClassWeight(weights);
    }
    return fit;
  }

  private static void assertClose(NDArray expected, NDArray actual, double tolerance, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    for (long i = 0; i < expected.elementCount(); i++) {
      double wanted = expected.getDouble(i);
      double difference = Math.abs(wanted - actual.getDouble(i));
      assertTrue(difference <= tolerance * Math.max(1, Math.abs(wanted)), what + "[" + i + "]: " + actual.getDouble(i) + " instead of " + wanted);
    }
  }
}
