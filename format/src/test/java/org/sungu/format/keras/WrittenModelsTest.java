package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.Layer;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.layer.operation.Operation;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Optimizers;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.nn.schedule.Schedules;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.training.Model;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes Keras's models anew, and the configuration of every class, into `target/written`, where `tools/format-goldens/check_models.py`
/// asks real Keras about them.
final class WrittenModelsTest {
  private static final Path WRITTEN = Path.of("target/written/models");

  @TempDir
  private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {
    "sequential_adam", "sequential_schedule", "sequential_uncompiled", "sequential_adam_tensorflow", "sequential_everything", "functional_shared",
    "functional_bins", "functional_preprocessing", "sequential_float64", "sequential_mixed_bfloat16", "sequential_bfloat16"
  })
  void modelsKeepTheirWeights(String name) throws IOException {
    Files.createDirectories(WRITTEN);
    Path golden = GoldenModels.file(name, folder);
    Path written = WRITTEN.resolve(name + ".keras");
    try (Model model = KerasFile.read(golden, new CpuBackend(), 0).model()) {
      KerasFile.write(model, written, Map.of());
    }
    KerasArchive expected = KerasArchive.read(golden);
    KerasArchive actual = KerasArchive.read(written);
    assertEquals(expected.weights().arrays().keySet(), actual.weights().arrays().keySet());
    actual.weights().arrays().forEach((place, array) -> {
      NDArray before = Objects.requireNonNull(expected.weights().arrays().get(place));
      // TensorFlow counts in int64; everything else keeps its type.
      assertEquals(before.dtype() == DType.INT64 ? before.cast(DType.INT32) : before, array, place);
    });
  }

  private static void addAll(ArrayNode all, Category category, Registry<?> registry) {
    for (String name : registry.classNames()) {
      Record record = (Record) registry.ofClass(name).orElseThrow();
      ObjectNode entry = all.addObject().put("category", category.noun());
      boolean operation = record instanceof Operation;
      String module = record instanceof Operation function ? function.module() : category.module();
      entry.set("object", RecordWriter.object(module, record instanceof Layer layer ? layer.className() : name, RecordWriter.config(record)));
      if (operation) {
        ((ObjectNode) entry.get("object")).put("registered_name", name);
      }
    }
  }

  @Test
  void everyClass() throws IOException {
    Files.createDirectories(WRITTEN);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    addAll(all, Category.LAYER, Layers.ALL);
    addAll(all, Category.INITIALIZER, Initializers.ALL);
    addAll(all, Category.REGULARIZER, Regularizers.ALL);
    addAll(all, Category.CONSTRAINT, Constraints.ALL);
    addAll(all, Category.LOSS, Losses.ALL);
    addAll(all, Category.METRIC, Metrics.ALL);
    addAll(all, Category.OPTIMIZER, Optimizers.ALL);
    addAll(all, Category.SCHEDULE, Schedules.ALL);
    Files.writeString(WRITTEN.resolve("classes.json"), all.toPrettyString());
    assertEquals(List.of("layer", "initializer", "regularizer", "constraint", "loss", "metric", "optimizer", "learning rate schedule"),
        all.valueStream().map(entry -> entry.get("category").stringValue()).distinct().toList());
  }
}
