package org.sungu.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.nn.Configured;
import org.sungu.nn.Layer;
import org.sungu.nn.Numbers;
import org.sungu.nn.layer.preprocessing.Discretization;
import org.sungu.nn.layer.preprocessing.IndexLookup;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.StringArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;
import org.sungu.testkit.LayerCheck;
import org.sungu.testkit.Tolerance;

/// Lookups, category encoding and discretization against Keras.
class PreprocessingGoldenTest {
  /// Weights are logarithms, and products and means of them.
  private static final Tolerance CLOSE = new Tolerance(4);

  static Stream<Golden> cases() {
    return Goldens.family("preprocessing").cases().stream();
  }

  static Stream<Golden> normalizations() {
    return Goldens.family("layers").cases().stream().filter(golden -> golden.has("adapt"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asKeras(Golden golden) {
    String name = golden.text("name");
    assumeFalse(name.endsWith("_scalar"), "the first axis counts samples, so there are no scalars");
    assumeFalse(name.equals("CategoryEncoding/count_weights"), "the layer has one input");
    HostArray input = golden.hostArray("input");
    if (name.equals("IntegerLookup/oov_3_farmhash")) {
      assertThrows(IllegalArgumentException.class, () -> Configured.layer(golden.object("layer")));
      return;
    }
    Layer layer = adapted(Configured.layer(golden.object("layer")), golden);
    if (layer instanceof IndexLookup<?> lookup) {
      assertEquals((int) golden.number("vocabulary_size"), lookup.vocabularySize());
      if (golden.has("idf_weights")) {
        assertEquals("", CLOSE.difference(lookup.allIdfWeights(), golden.array("idf_weights"), null));
      }
    }
    if (input.shape().rank() < 2 && Stream.of("multi_hot", "count").anyMatch(name::contains)) {
      String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> output(layer, input)).getMessage());
      assertTrue(message.contains("expected at least two axes"), message);
    } else if (golden.has("error")) {
      refused(layer, input);
    } else {
      HostArray expected = golden.hostArray("output");
      HostArray actual = output(layer, input);
      if (expected instanceof NDArray numbers && actual instanceof NDArray got) {
        assertEquals("", CLOSE.difference(got, numbers, null));
      } else {
        assertEquals(expected, actual);
      }
    }
  }

  /// What Keras refuses on TensorFlow: text is refused here as well, numbers leave no trace.
  private static void refused(Layer layer, HostArray input) {
    if (layer instanceof StringLookup) {
      String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> output(layer, input)).getMessage());
      assertEquals("StringLookup got '', which is not among its 5 terms; expected one of them, or numOovIndices = 1 to let unknown terms pass",
          message);
    } else if (layer instanceof IntegerLookup) {
      assertEquals(-1, ((NDArray) output(layer, input)).getLong(2));
    } else {
      NDArray output = (NDArray) output(layer, input);
      assertEquals(List.of(0.0, 0.0, 0.0, 1.0), Arrays.stream(output.toDoubles()).boxed().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void normalizationAdaptsAsKeras(Golden golden) {
    Normalization adapted = ((Normalization) Configured.layer(golden.object("layer"))).adaptedTo(golden.array("adapt"));
    assertClose(golden.objects("weights").get(0).array("value"), adapted.mean());
    assertClose(golden.objects("weights").get(1).array("value"), adapted.variance());
    assertClose(golden.array("output"), (NDArray) output(adapted, golden.arrays("inputs").getFirst()));
  }

  private static void assertClose(NDArray expected, @Nullable NDArray actual) {
    assertTrue(actual != null);
    // NumPy sums in float32; the places of a column that never changes are divided by 1e-7.
    Tolerance summed = new Tolerance(16);
    NDArray scales = NDArray.full(expected.dtype(), expected.shape(), Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElse(0));
    assertEquals("", summed.difference(actual, expected, scales));
  }

  private static Layer adapted(Layer layer, Golden golden) {
    if (!golden.has("adapt")) {
      return layer;
    }
    HostArray data = golden.hostArray("adapt");
    return switch (layer) {
      case StringLookup lookup -> lookup.adaptedTo((StringArray) data);
      case IntegerLookup lookup -> lookup.adaptedTo((NDArray) data);
      case Discretization discretization -> {
        Discretization adapted = discretization.withBinBoundaries(null).adaptedTo((NDArray) data);
        List<Double> expected = discretization.binBoundaries();
        List<Double> actual = adapted.binBoundaries();
        assertTrue(expected != null && actual != null && expected.size() == actual.size(), () -> "boundaries " + actual + "; expected " + expected);
        for (int i = 0; i < expected.size(); i++) {
          // Keras interpolates in float32.
          assertEquals(expected.get(i), actual.get(i), 1e-6);
        }
        yield discretization;
      }
      default -> throw new AssertionError(layer);
    };
  }

  /// The same on every backend.
  private static HostArray output(Layer layer, HostArray input) {
    if (layer instanceof StringLookup lookup && lookup.invert()) {
      return lookup.decode((NDArray) input);
    }
    NDArray numbers = input instanceof StringArray text ? ((StringLookup) layer).encode(text) : (NDArray) input;
    List<NDArray> outputs = Numbers.backends().stream()
        .map(backend -> LayerCheck.forward(backend, layer, false, List.of(numbers), Map.of()).outputs().getFirst())
        .toList();
    outputs.forEach(output -> assertEquals("", CLOSE.difference(output, outputs.getFirst(), null)));
    return outputs.getFirst();
  }
}
