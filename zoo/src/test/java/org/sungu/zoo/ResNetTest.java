package org.sungu.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.format.keras.KerasArchive;
import org.sungu.format.keras.KerasFile;
import org.sungu.nn.Network;
import org.sungu.nn.NetworkTypes;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Weights;
import org.sungu.nn.activation.Activation;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Residual networks beside those of Keras, as `tools/keras-check/zoo.py` saved them.
final class ResNetTest {
  @TempDir
  private Path folder = Path.of("");

  private static ResNet tiny() {
    return ResNet.of50(PartialShape.of(37, 34, 1)).withName("tiny").withStacks(List.of(new ResNet.Stack(4, 2, 1), new ResNet.Stack(8, 1, 2)))
        .withTop(new Top.Classifier(5, Activation.SOFTMAX));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = Objects.requireNonNull(ResNetTest.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }

  private static JsonNode json(byte[] text) {
    return JsonMapper.builder().build().readTree(new String(text, StandardCharsets.UTF_8));
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  static Stream<ResNet> sizes() {
    PartialShape images = PartialShape.of(224, 224, 3);
    return Stream.of(ResNet.of50(images), ResNet.of101(images), ResNet.of152(images));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void weightsHaveTheNamesAndShapesOfKerasInItsOrder(ResNet net) throws IOException {
    JsonNode expected = json(resource("weights.json")).path(net.name());
    Weights weights = new Weights();
    Network network = net.network();
    NetworkTypes.trace(network, weights, 1);
    List<String> byLayer = new ArrayList<>();
    for (Network.NamedLayer layer : network.layers()) {
      weights.all().stream().filter(weight -> weight.path().startsWith(layer.name() + "/"))
          .forEach(weight -> byLayer.add(weight.path() + " " + weight.variable().shape().toString().replace(",", ", ")));
    }
    assertEquals(expected.valueStream().map(JsonNode::stringValue).toList(), byLayer);
  }

  @Test
  void configurationIsThatOfKeras() throws IOException {
    Path file = copy("tiny.keras");
    Path written = folder.resolve("written.keras");
    try (Model model = Model.of(tiny().network(), new CpuBackend(), 1)) {
      KerasFile.write(model, written, Map.of());
    }
    assertEquals(layers(file), layers(written));
  }

  /// Class, settings and inputs of every layer. Settings that are null or false are not told from those that are not there.
  private static Map<String, String> layers(Path file) {
    Map<String, String> layers = new TreeMap<>();
    for (JsonNode layer : KerasArchive.read(file).config().path("config").path("layers")) {
      Map<String, String> settings = new TreeMap<>();
      layer.path("config").properties().forEach(entry -> {
        JsonNode value = entry.getValue();
        // Initializers by their class: their seeds are not part of the network.
        String text = value.has("class_name") ? value.path("class_name").stringValue() : value.toString();
        boolean says = !value.isNull() && !(value.isBoolean() && !value.booleanValue());
        // Every type is float32; without renormalization it has no momentum.
        if (says && !List.of("dtype", "renorm_momentum").contains(entry.getKey())) {
          settings.put(entry.getKey(), text);
        }
      });
      List<String> sources = layer.findValues("keras_history").stream().map(JsonNode::toString).toList();
      layers.put(layers.size() + 100 + " " + layer.path("name").stringValue(), layer.path("class_name").stringValue() + settings + sources);
    }
    return layers;
  }

  @Test
  void tinyOnePredictsAsInKeras() throws IOException {
    compare(copy("tiny.keras"), json(resource("tiny.json")), tiny());
  }

  @Test
  void theOlderFormatIsReadToo() throws IOException {
    compare(copy("tiny.h5"), json(resource("tiny.json")), tiny());
  }

  @Test
  void fiftyLayersPredictAsInKeras() throws IOException {
    String place = System.getProperty("sungu.zoo", "");
    assumeTrue(!place.isEmpty(), "no folder with resnet50.keras is given: -Dsungu.zoo=…");
    ResNet net = ResNet.of50(PartialShape.of(96, 64, 3)).withTop(new Top.Classifier(7, Activation.SOFTMAX));
    compare(Path.of(place, "resnet50.keras"), json(Files.readAllBytes(Path.of(place, "resnet50.json"))), net);
  }

  /// The network of the file, and that of the zoo with the file's weights, with and without its top.
  private static void compare(Path file, JsonNode golden, ResNet net) {
    Shape shape = Shape.of(golden.path("shape").valueStream().mapToInt(JsonNode::intValue).toArray());
    NDArray x = NDArray.of(shape, numbers(golden.path("x"))).cast(DType.FLOAT32);
    try (Model read = KerasFile.read(file, new CpuBackend(), 0).model()) {
      assertClose(golden.path("predictions"), read.predict(x));
    }
    try (Model built = Model.of(net.network(), new CpuBackend(), 1)) {
      KerasFile.readWeights(built, file);
      assertClose(golden.path("predictions"), built.predict(x));
    }
    try (Model features = Model.of(net.withTop(Top.Features.AVERAGE).network(), new CpuBackend(), 1)) {
      KerasFile.readWeights(features, file);
      assertClose(golden.path("features"), features.predict(x));
    }
  }

  private static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  // Tens of layers, each of sums of up to 4608 products in another order: of seven digits, four are left.
  private static void assertClose(JsonNode expected, NDArray actual) {
    double[] numbers = numbers(expected);
    double[] got = actual.cast(DType.FLOAT64).toDoubles();
    assertEquals(numbers.length, got.length);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < numbers.length; i++) {
      largest = Math.max(largest, Math.abs(numbers[i]));
      difference = Math.max(difference, Math.abs(numbers[i] - got[i]));
    }
    assertTrue(difference <= 1e-4 * largest, "differs by " + difference + " where numbers reach " + largest);
  }

  @Test
  void featuresHaveTheirShapes() {
    assertEquals(PartialShape.of(PartialShape.UNKNOWN, 3, 2, 2048), outputShape(Top.Features.MAP));
    assertEquals(PartialShape.of(PartialShape.UNKNOWN, 2048), outputShape(Top.Features.AVERAGE));
    assertEquals(PartialShape.of(PartialShape.UNKNOWN, 2048), outputShape(Top.Features.MAXIMUM));
  }

  private static PartialShape outputShape(Top top) {
    Network network = ResNet.of50(PartialShape.of(96, 64, 3)).withTop(top).network();
    return Objects.requireNonNull(NetworkTypes.of(network).get(network.outputs().getFirst())).shape();
  }

  @Test
  void smallImagesAreRefused() {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> ResNet.of50(PartialShape.of(31, 224, 3)));
    assertEquals("resnet50 got images of shape (31, 224, 3); expected height, width and channels, the first two at least 32", error.getMessage());
  }
}
