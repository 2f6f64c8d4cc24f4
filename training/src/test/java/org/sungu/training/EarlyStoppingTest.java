package org.sungu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.layer.core.Dense;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Early stopping on made-up series of values, epoch by epoch; the weight is set to the epoch's number.
final class EarlyStoppingTest {
  private static final String WEIGHT = "dense/bias";

  private static final class Run implements TrainingRun {
    private final Model model;
    private @Nullable String reason;

    Run(Model model) {
      this.model = model;
    }

    @Override
    public Model model() {
      return model;
    }

    @Override
    public int epochs() {
      return 100;
    }

    @Override
    public int steps() {
      return 1;
    }

    @Override
    public Map<String, Double> currentLogs() {
      return Map.of();
    }

    @Override
    public void stop(String why) {
      reason = why;
    }
  }

  private static Model model() {
    return Model.of(Network.sequential(InputLayer.of("x", "float32", 1), Dense.of(1)), new ReferenceBackend(), 0);
  }

  /// The epoch after which training stopped, if it did; the model is left as early stopping leaves it.
  private static OptionalInt stoppedAfter(Model model, EarlyStopping stopping, String name, double... values) {
    Run run = new Run(model);
    stopping.onTrainBegin(run);
    OptionalInt last = OptionalInt.empty();
    for (int epoch = 0; epoch < values.length && last.isEmpty(); epoch++) {
      model.setWeight(WEIGHT, NDArray.of(Shape.of(1), (float) epoch));
      stopping.onEpochEnd(run, epoch, Map.of(name, values[epoch]));
      last = run.reason == null ? OptionalInt.empty() : OptionalInt.of(epoch);
    }
    stopping.onTrainEnd(run);
    return last;
  }

  @Test
  void stopsAfterPatienceAndRestoresTheBest() {
    try (Model model = model()) {
      assertEquals(OptionalInt.of(4), stoppedAfter(model, EarlyStopping.of("val_loss", 3, 0, true), "val_loss", 1, 0.5, 0.6, 0.7, 0.5, 0.1));
      assertEquals(1, model.weight(WEIGHT).item());
    }
  }

  @Test
  void improvementStartsTheCountAnew() {
    try (Model model = model()) {
      assertEquals(OptionalInt.empty(), stoppedAfter(model, EarlyStopping.of("val_loss", 2, 0, true), "val_loss", 1, 1.1, 0.9, 1, 0.8));
      assertEquals(4, model.weight(WEIGHT).item());
    }
  }

  @Test
  void accuraciesAreToGrow() {
    try (Model model = model()) {
      assertEquals(OptionalInt.of(3), stoppedAfter(model, EarlyStopping.of("val_accuracy", 2, 0, true), "val_accuracy", 0.5, 0.7, 0.6, 0.7));
      assertEquals(1, model.weight(WEIGHT).item());
    }
  }

  @Test
  void smallImprovementsDoNotCount() {
    try (Model model = model()) {
      assertEquals(OptionalInt.of(2), stoppedAfter(model, EarlyStopping.of("loss", 2, 0.1, false), "loss", 1, 0.95, 0.92, 0.1));
      assertEquals(2, model.weight(WEIGHT).item());
    }
  }

  @Test
  void notANumberIsNoImprovement() {
    try (Model model = model()) {
      double[] values = IntStream.range(0, 5).mapToDouble(i -> i == 0 ? 1 : Double.NaN).toArray();
      assertEquals(OptionalInt.of(3), stoppedAfter(model, EarlyStopping.of("loss", 3, 0, true), "loss", values));
      assertEquals(0, model.weight(WEIGHT).item());
    }
  }

  @Test
  void anUnknownValueIsNamed() {
    try (Model model = model()) {
      Exception error = assertThrows(IllegalArgumentException.class, () -> stoppedAfter(model, EarlyStopping.of(1), "loss", 1));
      assertTrue(String.valueOf(error.getMessage()).contains("val_loss"), error.toString());
    }
  }
}
