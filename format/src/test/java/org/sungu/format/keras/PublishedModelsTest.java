package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.format.FormatException;
import org.sungu.format.GoldenFiles;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Models that people published, which are not part of this repository, and what Keras predicts with them;
/// `tools/format-goldens/published.py` notes it.
final class PublishedModelsTest {
  private static final Path MODELS = Path.of("../../shared/models");

  static Stream<JsonNode> cases() throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(GoldenFiles.file("published.json"))).valueStream();
  }

  private static Path model(String name) {
    Path file = MODELS.resolve(name);
    assumeTrue(Files.isRegularFile(file), "there is no file " + file);
    return file;
  }

  private static NDArray array(JsonNode node) {
    int[] shape = node.get("shape").valueStream().mapToInt(JsonNode::intValue).toArray();
    return NDArray.of(Shape.of(shape), node.get("data").valueStream().mapToDouble(JsonNode::doubleValue).toArray()).cast(DType.FLOAT32);
  }

  /// What `published.py` feeds where it writes no inputs down.
  private static NDArray pattern(JsonNode sizes) {
    Shape shape = Shape.of(sizes.valueStream().mapToInt(JsonNode::intValue).toArray());
    double[] values = LongStream.range(0, shape.elementCount()).mapToDouble(i -> (i * 7919 % 201 - 100) / 100.0).toArray();
    return NDArray.of(shape, values).cast(DType.FLOAT32);
  }

  private static double differenceInSome(NDArray actual, JsonNode some) {
    assertEquals(some.get("of").toString().replace(" ", ""), actual.shape().toString());
    double[] all = actual.cast(DType.FLOAT64).toDoubles();
    int step = some.get("step").intValue();
    double[] kept = IntStream.range(0, Math.ceilDiv(all.length, step)).mapToDouble(i -> all[i * step]).toArray();
    return GoldenModels.greatestDifference(NDArray.of(Shape.of(kept.length), kept), array(some));
  }

  // Outputs reach a few tens: float32 keeps seven digits, float16 three, and sums are made in another order.
  @ParameterizedTest
  @MethodSource("cases")
  void predictWhatTheyDoInKeras(JsonNode golden) {
    Path file = model(golden.get("file").stringValue());
    try (Model model = KerasFile.readToPredict(file, new CpuBackend()).model()) {
      double difference = golden.has("pattern") ? differenceInSome(model.predict(pattern(golden.get("pattern"))), golden.get("some"))
          : GoldenModels.greatestDifference(model.predict(array(golden.get("x"))), array(golden.get("y")));
      assertTrue(difference <= golden.get("tolerance").doubleValue(), file + " differs by " + difference);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digit_recognizer_augment_keras/model.keras, RandomRotation",
    "negative_custom_class_keras/pre_pr22362_nested_container.keras, NestedDenseModel",
    "ts_transformer_albert_keras/transformer.keras, Add"
  })
  void classesThatSunguHasNotAreNamed(String name, String className) {
    Path file = model(name);
    FormatException refused = assertThrows(FormatException.class, () -> KerasFile.read(file, new CpuBackend(), 0));
    String message = Objects.requireNonNull(refused.getMessage());
    assertTrue(message.contains("'" + className + "'"), message);
    assertEquals(1, message.lines().count(), message);
  }
}
