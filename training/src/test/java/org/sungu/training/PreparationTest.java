package org.sungu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.loss.BinaryCrossentropy;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// What only prepares data is computed once, and training behind it is training of the whole network.
final class PreparationTest {
  private static Network network() {
    LayerOutput age = InputLayer.of("age", "float32", 1);
    LayerOutput city = InputLayer.of("city", "string", 1);
    LayerOutput normalized = Normalization.of(new double[] {40}, new double[] {100}).on(age);
    LayerOutput encoded = StringLookup.of(List.of("Paris", "Rome")).withOutputMode(OutputMode.ONE_HOT).on(city);
    LayerOutput joined = Concatenate.of().on(normalized, encoded);
    return Network.functional(List.of(age, city), List.of(Dense.of(1, Activation.SIGMOID).on(joined)));
  }

  private static ArrayDataset data() {
    return ArrayDataset.of(
        Map.of("age", NDArray.of(Shape.of(4, 1), 30f, 40, 50, 60), "city", StringArray.column("Rome", "Paris", "Oslo", "Rome")),
        NDArray.of(Shape.of(4, 1), 0f, 1, 1, 0));
  }

  @Test
  void theFrontierIsWhatTheFirstLearningLayerReads() {
    Network network = network();
    Preparation preparation = new Preparation(network);
    assertEquals(List.of("age", "city"), preparation.feeds().stream().map(Feed::name).toList());
    assertTrue(preparation.hasWork());
    assertEquals(List.of("concatenate"), preparation.frontier().stream().map(output -> network.nameOf(output.application())).toList());
  }

  @Test
  void aNetworkThatOnlyLearnsHasNothingToPrepare() {
    Preparation preparation = new Preparation(Network.sequential(InputLayer.of(3), Dense.of(1)));
    assertFalse(preparation.hasWork());
  }

  @Test
  void trainingBehindTheFrontierIsTrainingTheWhole() {
    try (Model model = Model.of(network(), new CpuBackend(), 5)) {
      model.compile(Compilation.of(Adam.of(0.1), BinaryCrossentropy.of()));
      History history = model.fit(data(), Fit.epochs(1).withBatchSize(4).withShuffle(false));
      // The step's loss is that of the weights before it: the whole network's, computed from its predictions.
      try (Model fresh = Model.of(network(), new CpuBackend(), 5)) {
        float[] predictions = fresh.predict(data().inputs()).getFirst().toFloats();
        double[] targets = data().targets().getFirst().toDoubles();
        double loss = 0;
        for (int i = 0; i < 4; i++) {
          loss -= (targets[i] * Math.log(predictions[i]) + (1 - targets[i]) * Math.log(1 - predictions[i])) / 4;
        }
        assertEquals(loss, history.values("loss").getFirst(), 1e-6);
      }
    }
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (Model model = Model.of(network(), new CpuBackend(), 5)) {
      String missing = String.valueOf(assertThrows(IllegalArgumentException.class, () -> model.predict(Map.of("age", NDArray.of(Shape.of(1, 1), 1f)))).getMessage());
      assertTrue(missing.contains("'city'"), missing);
      Map<String, NDArray> wrong = Map.of("age", NDArray.of(Shape.of(1, 2), 1f, 2f), "city", NDArray.of(Shape.of(1, 1), 1f));
      String shape = String.valueOf(assertThrows(IllegalArgumentException.class, () -> model.predict(wrong)).getMessage());
      assertTrue(shape.contains("'age'") && shape.contains("(None, 1)"), shape);
    }
  }

  @Test
  void unevenInputsAreRefused() {
    try (Model model = Model.of(network(), new CpuBackend(), 5)) {
      Map<String, HostArray> uneven = Map.of("age", NDArray.of(Shape.of(2, 1), 1f, 2f), "city", StringArray.column("Rome"));
      String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> model.predict(uneven)).getMessage());
      assertTrue(message.contains("samples"), message);
    }
  }
}
