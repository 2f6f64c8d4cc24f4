package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keras refuses a lookup whose weights of terms are not among the arrays, and has them only there once the layer was adapted.
final class TermWeightsTest {
  private static final StringArray TEXT = StringArray.of(Shape.of(2, 2), List.of("red", "red", "green", "blue"));
  private static final NDArray WEIGHTED = NDArray.of(Shape.of(2, 3), 0f, 1f, 0f, 1f, 0f, 1.5f);

  @TempDir
  private Path folder = Path.of("");

  @Test
  void weightsOfTermsAreWrittenAndReadBack() {
    Path file = folder.resolve("weighted.keras");
    LayerOutput text = InputLayer.of("text", InputLayer.TEXT, 2);
    StringLookup lookup = StringLookup.of(List.of("red", "green")).withOutputMode(OutputMode.TF_IDF).withIdfWeights(List.of(0.5, 1.5));
    try (Model model = Model.of(Network.functional(List.of(text), List.of(lookup.on(text))), new ReferenceBackend(), 0)) {
      assertEquals(WEIGHTED, model.predict(TEXT));
      KerasFile.write(model, file, Map.of());
    }
    KerasArchive archive = KerasArchive.read(file);
    assertEquals(NDArray.of(Shape.of(3), 1f, 0.5f, 1.5f), archive.weights().arrays().get("layers/string_lookup/vars/idf_weights"));
    assertPredicts(file);

    // As Keras writes a layer that was adapted: nothing in the configuration.
    for (JsonNode layer : archive.config().path("config").path("layers")) {
      if (layer.path("class_name").asString().equals("StringLookup")) {
        ((ObjectNode) layer.path("config")).putNull("vocabulary").putNull("idf_weights");
      }
    }
    SequencedMap<String, byte[]> assets = new LinkedHashMap<>();
    assets.put("layers/string_lookup/vocabulary.txt", "[UNK]\nred\ngreen".getBytes(StandardCharsets.UTF_8));
    Path adapted = folder.resolve("adapted.keras");
    new KerasArchive(archive.config(), archive.metadata(), archive.weights(), assets).write(adapted);
    assertPredicts(adapted);
  }

  private static void assertPredicts(Path file) {
    try (Model model = KerasFile.read(file, new ReferenceBackend(), 0).model()) {
      assertEquals(WEIGHTED, model.predict(TEXT));
    }
  }
}
