package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.format.FormatException;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Model;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whatever a file says, it is read or refused in one line.
final class DamagedModelsTest {
  private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TempDir
  private Path folder = Path.of("");

  private KerasArchive archive(String name) {
    return KerasArchive.read(GoldenModels.file(name, folder));
  }

  private Path write(JsonNode config, KerasArchive archive) {
    return write(config, archive, archive.weights().arrays());
  }

  private Path write(JsonNode config, KerasArchive archive, SequencedMap<String, NDArray> arrays) {
    Path file = folder.resolve("changed.keras");
    new KerasArchive(config, Map.of(), new WeightTree(arrays, Map.of()), archive.assets()).write(file);
    return file;
  }

  private static void read(Path file) {
    try (Model model = KerasFile.read(file, new CpuBackend(), 0).model()) {
      assertTrue(model.network().layers().size() > 1);
    }
  }

  private static String refusal(Path file) {
    FormatException refused = assertThrows(FormatException.class, () -> read(file));
    String message = Objects.requireNonNull(refused.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  /// The file with one text of its configuration replaced by another.
  private Path replaced(String name, String from, String to) {
    KerasArchive archive = archive(name);
    String config = archive.config().toString();
    assertTrue(config.contains(from), config);
    return write(JSON.readTree(config.replace(from, to)), archive);
  }

  /// What the file says, what it is to say instead, what the message has to name.
  static Stream<String> changes() {
    return """
        "class_name":"LeakyReLU" | "class_name":"MyLayer" | 'MyLayer'
        "class_name":"Sequential" | "class_name":"MyModel" | 'MyModel'
        "units":5, |  | has no units
        "units":5 | "units":"many" | units is "many"; expected a whole number
        "units":5 | "units":2147483648 | units is 2147483648
        "units":5 | "units":2147483647 | has shape [4,5]; expected [4,2147483647]
        "units":5 | "units":6 | has shape [4,5]; expected [4,6]
        "units":5 | "units":-5 | units = -5
        "units":5 | "units":5.5 | units is 5.5
        "units":5 | "units":null | units is null
        "rate":0.25 | "rate":NaN | rate is "NaN"
        "rate":0.25 | "rate":3 | rate = 3
        "rate":0.25 | "rate":[] | rate is []
        "use_bias":true | "use_bias":1 | use_bias is 1; expected true or false
        "activation":"softmax" | "activation":"soft" | unknown activation 'soft'
        "activation":"softmax" | "activation":{"class_name":"LeakyReLU","config":{}} | 'LeakyReLU'
        "class_name":"HeNormal" | "class_name":"MyInitializer" | 'MyInitializer'
        "class_name":"MaxNorm" | "class_name":"L2" | 'L2' is no constraint
        "name":"dense_1" | "name":"dense" | 'dense'
        "name":"dense_1" | "name":"a/b" | 'a/b'
        "batch_shape":[null,4] | "batch_shape":4 | batch_shape is 4
        "batch_shape":[null,4] | "batch_shape":[] | batch_shape is []
        "batch_shape":[null,4] | "batch_shape":[null,-4] | batch_shape is [null,-4]
        "batch_shape":[null,4] | "batch_shape":[null,2147483647] | has shape [4,5]; expected [2147483647,5]
        "batch_shape":[null,4],"dtype":"float32" | "batch_shape":[null,4],"dtype":"complex64" | 'complex64'
        "batch_shape":[null,4],"dtype":"float32" | "batch_shape":[null,4],"dtype":"string" | expected numbers
        "sparse":false | "sparse":true | is sparse or ragged
        "class_name":"SGD" | "class_name":"Muon" | 'Muon' is no optimizer
        "nesterov":true | "nesterov":"yes" | nesterov is "yes"
        "class_name":"CategoricalCrossentropy" | "class_name":"MyLoss" | 'MyLoss' is no loss
        "class_name":"F1Score" | "class_name":"MyScore" | 'MyScore' is no metric
        "loss_weights":null | "loss_weights":["x"] | loss_weights has "x"
        "renorm":false | "renorm":true | option renorm = true
        """.lines();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatDoesNotFitIsNamed(String change) {
    List<String> parts = Stream.of(change.split("\\|", 3)).map(String::strip).toList();
    String message = refusal(replaced("sequential_everything", parts.get(0), parts.get(1)));
    assertTrue(message.contains(parts.get(2)), message);
  }

  @Test
  void layersThatReadFromThemselvesAreRefused() {
    assertTrue(refusal(replaced("functional_shared", "\"keras_history\":[\"both\",0,0]", "\"keras_history\":[\"first\",0,0]")).contains("without cycles"));
    assertTrue(refusal(replaced("functional_shared", "[\"first\",0,0],[\"second\",0,0]", "[\"first\",7,0]")).contains("[\"first\",7,0]"));
    assertTrue(refusal(replaced("functional_shared", "[\"left\",0,0],[\"right\",0,0]]", "[\"left\",0,0],[\"same\",0,0]]")).contains("expected InputLayers"));
    assertTrue(refusal(replaced("functional_shared", "[\"left\",0,0],[\"right\",0,0]]", "[\"left\",0,0]]")).contains("'right'"));
    assertTrue(refusal(replaced("functional_shared", "\"name\":\"second\"", "\"name\":\"first\"")).contains("two layers named 'first'"));
  }

  @Test
  void weightsThatLackAreNamed() {
    KerasArchive archive = archive("sequential_adam");
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>(archive.weights().arrays());
    arrays.remove("layers/dense_1/vars/1");
    assertTrue(refusal(write(archive.config(), archive, arrays)).contains("no weight at layers/dense_1/vars/1"));
    arrays.putAll(archive.weights().arrays());
    arrays.put("optimizer/vars/3", NDArray.zeros(DType.FLOAT32, Shape.of(7)));
    assertTrue(refusal(write(archive.config(), archive, arrays)).contains("optimizer's variable 3"));
  }

  @Test
  void anOptimizerSavedBeforeItsFirstStepStartsAfresh() {
    KerasArchive archive = archive("sequential_adam");
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>(archive.weights().arrays());
    arrays.keySet().removeIf(place -> place.startsWith("optimizer/vars/") && !place.matches(".*/[01]"));
    try (Model model = KerasFile.read(write(archive.config(), archive, arrays), new CpuBackend(), 0).model()) {
      assertEquals(0, model.value(model.optimizerVariables().getFirst()).getLong(0));
    }
  }

  @Test
  void aLossOfTheAuthorsOwnIsNoHindranceToPredicting() {
    Path file = replaced("sequential_everything", "\"class_name\":\"CategoricalCrossentropy\"", "\"class_name\":\"MyLoss\"");
    assertTrue(refusal(file).contains("'MyLoss' is no loss"));
    try (Model model = KerasFile.readToPredict(file, new CpuBackend()).model()) {
      assertFalse(model.isCompiled());
    }
  }

  @Test
  void outputsAndLossesByName() {
    KerasArchive archive = archive("functional_shared");
    String compiled = "\"compile_config\":{\"optimizer\":\"sgd\",\"loss\":{\"q\":\"mse\",\"p\":\"mae\"},\"metrics\":{\"q\":[\"mae\"]}}}";
    String config = archive.config().toString().replace("[[\"first\",0,0],[\"second\",0,0]]", "{\"p\":[\"first\",0,0],\"q\":[\"second\",0,0]}");
    Path file = write(JSON.readTree(config.substring(0, config.lastIndexOf("\"compile_config\"")) + compiled), archive);
    try (Model model = KerasFile.read(file, new CpuBackend(), 0).model()) {
      assertEquals(List.of(Losses.of("mae"), Losses.of("mse")), model.compilation().losses());
      assertEquals(List.of(List.of(), List.of(Metrics.of("mae"))), model.compilation().metrics());
    }
  }

  @Test
  void aVocabularyThatLacksIsAsked() {
    KerasArchive archive = archive("functional_preprocessing");
    Path file = folder.resolve("changed.keras");
    new KerasArchive(archive.config(), Map.of(), archive.weights(), new LinkedHashMap<>()).write(file);
    assertTrue(refusal(file).contains("has no vocabulary"));
  }

  @Test
  void modelsWithinModelsWithoutEndAreRefused() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    JsonNode model = json.objectNode().put("class_name", "Dense");
    for (int depth = 0; depth < 160; depth++) {
      ObjectNode outer = json.objectNode().put("class_name", "Sequential");
      outer.putObject("config").putArray("layers").add(model);
      model = outer;
    }
    refusal(write(model, archive("sequential_adam")));
  }

  private record Place(JsonNode parent, String key, int index) {}

  private static void places(JsonNode node, List<Place> found) {
    node.properties().forEach(entry -> found.add(new Place(node, entry.getKey(), -1)));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      found.add(new Place(node, "", i));
    }
    node.forEach(child -> places(child, found));
  }

  private static JsonNode strange(Random random, List<Place> places) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    List<JsonNode> values = List.of(json.nullNode(), json.booleanNode(true), json.numberNode(-1), json.numberNode(0), json.numberNode(3),
        json.numberNode(Integer.MAX_VALUE), json.numberNode(1L << 62), json.numberNode(1e308), json.numberNode(-0.5), json.numberNode(Double.NaN),
        json.stringNode(""), json.stringNode("x"), json.stringNode("None"), json.stringNode("float16"), json.objectNode(), json.arrayNode(),
        json.arrayNode().add(json.arrayNode().addNull()), json.arrayNode().add(2).add("x"), json.objectNode().put("class_name", "Dense"));
    if (random.nextInt(3) > 0) {
      return values.get(random.nextInt(values.size()));
    }
    Place other = places.get(random.nextInt(places.size()));
    return (other.index() < 0 ? other.parent().get(other.key()) : other.parent().get(other.index())).deepCopy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential_everything", "sequential_schedule", "functional_shared", "functional_preprocessing"})
  void changedConfigurationsAreReadOrRefused(String name) {
    KerasArchive archive = archive(name);
    Random random = new Random(20);
    for (int round = 0; round < 400; round++) {
      JsonNode config = archive.config().deepCopy();
      List<Place> places = new ArrayList<>();
      places(config, places);
      Place place = places.get(random.nextInt(places.size()));
      JsonNode value = strange(random, places);
      switch (place.parent()) {
        case ObjectNode object when random.nextInt(8) == 0 -> object.remove(place.key());
        case ObjectNode object -> object.set(place.key(), value);
        case ArrayNode array -> array.set(place.index(), value);
        default -> throw new AssertionError(place);
      }
      Path file = write(config, archive);
      try {
        read(file);
      } catch (FormatException e) {
        assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + ": " + place.key() + place.index() + " = " + value, e);
      }
    }
  }
}
