package org.sungu.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.nn.Call;
import org.sungu.nn.Configured;
import org.sungu.nn.Layer;
import org.sungu.nn.Numbers;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;
import org.sungu.testkit.LayerCheck;
import org.sungu.testkit.Tolerance;

/// The layers against Keras: outputs, gradients, states, penalties.
class LayerGoldenTest {
  private static final List<String> FAMILIES = List.of("layers", "spatial", "convolutions", "transposed_convolutions", "attention", "recurrent", "gru",
      "bidirectional");

  /// Keras computes in float32 with fused and reordered sums of up to 18 terms; the reference backend rounds once an op.
  private static final Tolerance CLOSE = new Tolerance(16);

  /// The least magnitude that errors are relative to.
  private double scale;

  static Stream<Arguments> cases() {
    List<Golden> goldens = FAMILIES.stream().flatMap(family -> Goldens.family(family).cases().stream()).toList();
    return Numbers.backends().stream().flatMap(backend -> goldens.stream()
        .filter(golden -> golden.has("output"))
        .map(golden -> Arguments.of(golden, Named.of(backend.name(), backend))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asKeras(Golden golden, Backend backend) {
    String caseName = golden.text("name");
    // A column of 2.5 becomes the difference of two numbers of size 2.5/√epsilon, of which only rounding is left.
    scale = caseName.contains("constant_column") ? 2.5 / Math.sqrt(1e-3) : 0;
    // Softmax along space does not change with the bias: of a gradient of numbers around 1, only rounding is left.
    scale = caseName.matches(".*Conv.*/channels_first") ? 1 : scale;
    // Where masks leave one key, attention does not depend on its score: of the difference of numbers around 1, only rounding is left.
    scale = caseName.equals("MultiHeadAttention/causal_masked") ? 1 : scale;
    Layer layer = Configured.layer(golden.object("layer"));
    Golden arguments = golden.object("arguments");
    boolean training = arguments.has("training") && arguments.flag("training");
    List<NDArray> masks = golden.has("masks") ? golden.arrays("masks") : List.of();
    Call call = arguments.has("use_causal_mask") ? Call.with("use_causal_mask") : Call.PLAIN;
    Map<String, NDArray> weights = byName(golden.objects("weights"));
    LayerCheck check =
        LayerCheck.run(backend, layer, training, golden.arrays("inputs"), masks, call, weights, golden.array("gradient_weights"));
    assertClose(golden.array("output"), check.outputs().getFirst(), "output");
    List<NDArray> more = golden.has("more_outputs") ? golden.arrays("more_outputs") : List.of();
    assertEquals(1 + more.size(), check.outputs().size());
    for (int i = 0; i < more.size(); i++) {
      assertClose(more.get(i), check.outputs().get(i + 1), "output " + (i + 1));
    }
    List<NDArray> inputGradients = golden.arrays("input_gradients");
    for (int i = 0; i < inputGradients.size(); i++) {
      assertClose(inputGradients.get(i), check.inputGradients().get(i), "gradient of input " + i);
    }
    Map<String, NDArray> weightGradients = byName(golden.objects("weight_gradients"));
    assertEquals(weightGradients.keySet(), check.weightGradients().keySet());
    if (golden.text("name").contains("Attention")) {
      // What a key's bias adds to all scores of a query the softmax takes away again: terms of the size of the other gradients cancel.
      weightGradients.values().stream().flatMapToDouble(gradient -> Arrays.stream(gradient.toDoubles())).forEach(value -> scale = Math.max(scale, Math.abs(value)));
    }
    weightGradients.forEach((name, gradient) -> assertClose(gradient, check.weightGradients().get(name), "gradient of " + name));
    if (golden.has("weights_after")) {
      byName(golden.objects("weights_after")).forEach((name, value) -> {
        if (!name.endsWith("seed_generator_state")) {
          assertClose(value, check.states().get(name), name + " afterwards");
        }
      });
    }
    if (golden.has("regularization_losses")) {
      List<NDArray> losses = golden.arrays("regularization_losses");
      assertEquals(losses.size(), check.losses().size());
      for (int i = 0; i < losses.size(); i++) {
        assertClose(losses.get(i), check.losses().get(i), "penalty " + i);
      }
    }
  }

  private static Map<String, NDArray> byName(List<Golden> weights) {
    Map<String, NDArray> result = new LinkedHashMap<>();
    for (Golden weight : weights) {
      String path = weight.text("path");
      // The first part is the layer's name, and a cell is called after its class.
      String local = path.substring(path.indexOf('/') + 1).replaceAll("(lstm|gru|simple_rnn)_cell/", "cell/")
          .replaceAll("^(forward|backward)_[^/]*/", "$1_layer/");
      result.put(local, weight.array("value"));
    }
    return result;
  }

  private void assertClose(NDArray expected, @Nullable NDArray actual, String what) {
    assertNotNull(actual, what);
    // Terms of either sign cancel: errors are relative to the largest number around.
    double largest = scale;
    for (double value : expected.toDoubles()) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    NDArray scales = NDArray.full(DType.FLOAT64, expected.shape(), largest);
    assertEquals("", CLOSE.difference(actual, expected, scales), what);
  }
}
