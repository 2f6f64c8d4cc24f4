package org.sungu.benchmarks.fit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.SplittableRandom;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.loss.BinaryCrossentropy;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Compilation;
import org.sungu.training.Fit;
import org.sungu.training.Model;

/// One step of the 11-64-32-1 network inside `fit`: batches of 32 out of 8000 samples, Adam, binary cross-entropy, shuffled.
///
/// Trains one epoch for every line it reads and prints the microseconds per step and the loss, so that another process can take
/// turns with it; `benchmarks/peers/fit_step.py` does.
public final class FitStep {
  private static final int SAMPLES = 8000;
  private static final int FEATURES = 11;
  private static final int BATCH = 32;

  private FitStep() {}

  public static void main(String[] arguments) {
    SplittableRandom random = new SplittableRandom(0);
    float[] x = new float[SAMPLES * FEATURES];
    float[] y = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      float sum = 0;
      for (int k = 0; k < FEATURES; k++) {
        x[i * FEATURES + k] = (float) random.nextGaussian();
        sum += x[i * FEATURES + k];
      }
      y[i] = sum > 0 ? 1 : 0;
    }
    ArrayDataset data = ArrayDataset.of(Map.of("x", NDArray.of(Shape.of(SAMPLES, FEATURES), x)), NDArray.of(Shape.of(SAMPLES, 1), y));
    Network network = Network.sequential(InputLayer.of("x", "float32", FEATURES), Dense.of(64, Activation.RELU),
        Dense.of(32, Activation.RELU), Dense.of(1, Activation.SIGMOID));
    try (Model model = Model.of(network, new CpuBackend(), 0); Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
      model.compile(Compilation.of(Adam.of(), BinaryCrossentropy.of()));
      while (lines.hasNextLine()) {
        int epochs = Integer.parseInt(lines.nextLine().strip());
        long start = System.nanoTime();
        var history = model.fit(data, Fit.epochs(epochs).withBatchSize(BATCH));
        double micros = (System.nanoTime() - start) / 1e3 / epochs / (SAMPLES / BATCH);
        System.out.printf(Locale.ROOT, "%.2f %.5f%n", micros, history.values("loss").getLast());
      }
    }
  }
}
