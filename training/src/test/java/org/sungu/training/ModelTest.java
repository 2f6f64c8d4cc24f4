package org.sungu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

final class ModelTest {
  private static Model model(long seed) {
    Network network = Network.sequential(InputLayer.of("x", "float32", 4), Dense.of(8, Activation.RELU), Dense.of(1, Activation.SIGMOID));
    Model model = Model.of(network, new ReferenceBackend(), seed);
    model.compile(Compilation.of(Adam.of(0.01), Losses.of("binary_crossentropy"), Metrics.of("binary_accuracy"), Metrics.of("auc")));
    return model;
  }

  private static ArrayDataset data(int samples) {
    SplittableRandom random = new SplittableRandom(5);
    float[] x = new float[samples * 4];
    float[] y = new float[samples];
    for (int i = 0; i < samples; i++) {
      float sum = 0;
      for (int k = 0; k < 4; k++) {
        x[i * 4 + k] = (float) random.nextGaussian();
        sum += x[i * 4 + k];
      }
      y[i] = sum > 0 ? 1 : 0;
    }
    return ArrayDataset.of(Map.of("x", NDArray.of(Shape.of(samples, 4), x)), NDArray.of(Shape.of(samples, 1), y));
  }

  @Test
  void learnsALinearRule() {
    try (Model model = model(1)) {
      History history = model.fit(data(203), Fit.epochs(20).withBatchSize(16).withValidation(data(50)));
      List<Double> losses = history.values("loss");
      assertTrue(losses.getLast() < losses.getFirst() / 2, losses.toString());
      assertTrue(model.evaluate(data(100)).getOrDefault("auc", 0.0) > 0.97);
      assertEquals(List.of("loss", "binary_accuracy", "auc", "val_loss", "val_binary_accuracy", "val_auc"),
          List.copyOf(history.epochs().getFirst().keySet()));
      // 13 steps an epoch, of which the very first is not timed.
      assertEquals(20 * 13 - 1, history.timing().steps());
      assertTrue(history.timing().compileNanos() > 0 && history.timing().stepNanos() > 0, history.timing().toString());
    }
  }

  @Test
  void oneSeedRepeatsBitForBit() {
    try (Model first = model(7); Model second = model(7); Model other = model(8)) {
      for (Model model : List.of(first, second, other)) {
        model.fit(data(50), Fit.epochs(2).withBatchSize(16));
      }
      assertEquals(first.weight("dense/kernel"), second.weight("dense/kernel"));
      assertTrue(!first.weight("dense/kernel").equals(other.weight("dense/kernel")));
    }
  }

  @Test
  void givenWeightsTakeThePlaceOfNewOnes() {
    Network network = Network.sequential(InputLayer.of("x", "float32", 2), Dense.of(3));
    NDArray bias = NDArray.of(Shape.of(3), 1f, 2f, 3f);
    try (Model made = Model.of(network, new ReferenceBackend(), 1); Model given = Model.of(network, new ReferenceBackend(), 1, Map.of("dense/bias", bias))) {
      assertEquals(bias, given.weight("dense/bias"));
      assertEquals(made.weight("dense/kernel"), given.weight("dense/kernel"));
    }
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Model.of(network, new ReferenceBackend(), 1, Map.of("bias", bias)));
    assertEquals("no weight 'bias'; expected one of [dense/kernel, dense/bias]", refused.getMessage());
  }

  @Test
  void predictionsDoNotDependOnHowManySamplesAreAskedTogether() {
    try (Model model = model(1)) {
      NDArray all = (NDArray) data(300).inputs().values().iterator().next();
      NDArray together = model.predict(all);
      for (int i = 0; i < 300; i += 37) {
        NDArray alone = model.predict(all.rows(new int[] {i}));
        assertEquals(together.getFloat(i), alone.getFloat(0));
      }
    }
  }

  @Test
  void summaryShowsShapesAndCounts() {
    try (Model model = model(1)) {
      String summary = model.summary();
      assertTrue(summary.contains("dense (Dense)"), summary);
      assertTrue(summary.contains("(None, 8)"), summary);
      assertTrue(summary.contains("Total params: 49"), summary);
    }
  }
}
