package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.format.FormatException;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.training.Fit;
import org.sungu.training.History;
import org.sungu.training.Model;

/// What Keras wrote is read, predicts the same, and goes on to learn the same.
final class FilesByKerasTest {
  @TempDir
  private Path folder = Path.of("");

  private Model read(Path file) {
    return KerasFile.read(file, new CpuBackend(), 0).model();
  }

  // The tolerance is a few roundings of the type that the last layer computes in.
  @ParameterizedTest
  @CsvSource({
    "sequential_adam, 1e-6", "sequential_schedule, 1e-6", "sequential_uncompiled, 1e-6", "sequential_adam_tensorflow, 1e-6",
    "sequential_everything, 1e-6", "functional_sequences, 1e-5", "functional_shared, 1e-5", "functional_bins, 1e-6", "functional_preprocessing, 1e-6",
    "sequential_float64, 1e-14", "sequential_mixed_bfloat16, 0.005", "sequential_bfloat16, 0.01"
  })
  void modelsPredictWhatTheyDoInKeras(String name, double tolerance) {
    Golden golden = GoldenModels.golden(name);
    Path copy = folder.resolve("copy.keras");
    try (Model model = read(GoldenModels.file(name, folder))) {
      assertPredicts(golden, "predictions", model, tolerance);
      KerasFile.write(model, copy, Map.of());
    }
    try (Model again = read(copy)) {
      assertPredicts(golden, "predictions", again, tolerance);
    }
  }

  private static void assertPredicts(Golden golden, String key, Model model, double tolerance) {
    List<NDArray> expected = golden.arrays(key);
    List<NDArray> actual = model.predict(GoldenModels.inputs(golden, model));
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      double difference = GoldenModels.greatestDifference(actual.get(i), expected.get(i));
      assertTrue(difference <= tolerance, golden + ": output " + i + " differs by " + difference);
    }
  }

  // Rounding errors grow over the six updates; an optimizer that starts afresh is off by 0.01 and more.
  @ParameterizedTest
  @CsvSource({
    "sequential_adam, 2e-5", "functional_sequences, 1e-4", "sequential_adam_tensorflow, 2e-5", "sequential_schedule, 2e-5", "sequential_mixed_bfloat16, 0.02"
  })
  void trainingGoesOnAsInKeras(String name, double tolerance) {
    Golden golden = GoldenModels.golden(name);
    Path copy = folder.resolve("copy.keras");
    try (Model model = read(GoldenModels.file(name, folder))) {
      KerasFile.write(model, copy, Map.of());
      goOn(golden, model, tolerance);
    }
    try (Model again = read(copy)) {
      goOn(golden, again, tolerance);
    }
  }

  private static void goOn(Golden golden, Model model, double tolerance) {
    ArrayDataset data = new ArrayDataset(GoldenModels.inputs(golden, model), List.of(golden.array("targets")), null);
    History history = model.fit(data, Fit.epochs(2).withBatchSize(8).withShuffle(false));
    Golden continued = golden.object("continued");
    for (String key : continued.keys()) {
      double[] expected = continued.array(key).toDoubles();
      for (int epoch = 0; epoch < expected.length; epoch++) {
        assertEquals(expected[epoch], history.values(key).get(epoch), tolerance, key + " in epoch " + epoch);
      }
    }
    assertPredicts(golden, "continued_predictions", model, tolerance);
  }

  @Test
  void aFunctionThatSunguHasNotIsNamed() {
    Path file = GoldenModels.file("functional_operations", folder);
    FormatException refused = assertThrows(FormatException.class, () -> read(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("'Absolute'"), refused.getMessage());
  }
}
