package org.sungu.nn.metric;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.Configured;
import org.sungu.nn.Numbers;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

/// Every metric against Keras, after each of several batches, one of them weighted.
final class MetricGoldenTest {
  // Scores are shares of 1 and differences of such.
  private static final double SCALE = 0.1;

  static List<Golden> cases() {
    return Goldens.family("metrics").cases().stream().filter(golden -> !isReduction(golden)).toList();
  }

  static List<Golden> reductions() {
    return Goldens.family("metrics").cases().stream().filter(MetricGoldenTest::isReduction).toList();
  }

  private static boolean isReduction(Golden golden) {
    String className = golden.object("serialized").text("class_name");
    return className.equals("Mean") || className.equals("Sum");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsAreThoseOfKeras(Golden golden) {
    for (Backend backend : Numbers.backends()) {
      check(backend, golden, metric(golden));
    }
  }

  private static void check(Backend backend, Golden golden, Metric metric) {
    List<NDArray> state = new ArrayList<>();
    for (Golden update : golden.objects("updates")) {
      NDArray yTrue = update.array("y_true");
      NDArray yPred = update.array("y_pred");
      if (state.isEmpty()) {
        metric.state(type(yTrue), type(yPred)).forEach(type -> state.add(NDArray.zeros(type.dtype(), type.shape())));
        if (golden.map("result_after_reset").get("shape") != null) {
          assertResult(backend, golden.array("result_after_reset"), metric, state);
        }
      }
      List<NDArray> inputs = new ArrayList<>(List.of(yTrue, yPred));
      if (update.has("sample_weight")) {
        inputs.add(update.array("sample_weight"));
      }
      int count = inputs.size();
      inputs.addAll(state);
      List<NDArray> next = Numbers.compute(backend, inputs,
          x -> metric.update(x.subList(count, x.size()), x.get(0), x.get(1), count > 2 ? x.get(2) : null));
      state.clear();
      state.addAll(next);
      assertResult(backend, update.array("result"), metric, state);
    }
  }

  private static void assertResult(Backend backend, NDArray expected, Metric metric, List<NDArray> state) {
    NDArray actual = Numbers.compute(backend, state, x -> List.of(metric.result(x))).getFirst();
    Numbers.assertClose(expected, actual, SCALE, backend.name() + " " + metric.name());
  }

  private static TensorType type(NDArray array) {
    return new TensorType(array.dtype(), array.shape());
  }

  static Metric metric(Golden golden) {
    Metric metric = Configured.serialized(Metrics.ALL, golden.object("serialized"));
    // Keras leaves the axis out of the configuration.
    return golden.text("name").equals("CosineSimilarity/axis_0") ? ((CosineSimilarity) metric).withAxis(0) : metric;
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void meansAndSumsAreThoseOfKeras(Golden golden) {
    boolean sum = golden.object("serialized").text("class_name").equals("Sum");
    List<NDArray> state = new ArrayList<>();
    (sum ? Sum.of().state() : Mean.of().state()).forEach(type -> state.add(NDArray.zeros(type.dtype(), type.shape())));
    for (Golden update : golden.has("updates") ? golden.objects("updates") : List.<Golden>of()) {
      List<NDArray> inputs = new ArrayList<>(state);
      inputs.add(update.array("values"));
      if (update.has("sample_weight")) {
        inputs.add(update.array("sample_weight"));
      }
      List<NDArray> next = Numbers.compute(inputs, x -> {
        List<Tensor> old = x.subList(0, state.size());
        Tensor values = x.get(state.size());
        Tensor weight = x.size() > state.size() + 1 ? x.getLast() : null;
        return sum ? Sum.of().update(old, values, weight) : Mean.of().update(old, values, weight);
      });
      state.clear();
      state.addAll(next);
      assertMean(update.array("result"), sum, state);
    }
    if (golden.has("result")) {
      assertMean(golden.array("result"), sum, state);
    }
  }

  private static void assertMean(NDArray expected, boolean sum, List<NDArray> state) {
    NDArray actual = Numbers.compute(state, x -> List.of(sum ? Sum.of().result(x) : Mean.of().result(x))).getFirst();
    Numbers.assertClose(expected, actual, SCALE, "result");
  }
}
