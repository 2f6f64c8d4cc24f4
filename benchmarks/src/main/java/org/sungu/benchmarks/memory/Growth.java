package org.sungu.benchmarks.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.loss.BinaryCrossentropy;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Compilation;
import org.sungu.training.Fit;
import org.sungu.training.Model;

/// Runs predictions and fits many times over and looks at the resident memory of the process: after the first tenth, when everything
/// is loaded and compiled, and at the end. Arguments: how many predictions (a million) and fits (a thousand).
///
/// A third part makes, fits and closes whole models, a tenth as many as fits.
public final class Growth {
  /// The heap's own swings and late compilations take some MiB; one lost KiB a prediction would be a GiB.
  private static final double ALLOWED_MIB = 24;

  private Growth() {}

  public static void main(String[] arguments) {
    int predictions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int fits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    NDArray sample = NDArray.full(DType.FLOAT32, Shape.of(1, 11), 0.5);
    ArrayDataset data = ArrayDataset.of(Map.of("x", NDArray.full(DType.FLOAT32, Shape.of(64, 11), 0.5)), NDArray.zeros(DType.FLOAT32, Shape.of(64, 1)));
    boolean grows;
    try (Model model = model()) {
      grows = grows("predictions", predictions, i -> model.predict(sample));
      grows |= grows("fits of one model", fits, i -> model.fit(data, Fit.epochs(1)));
    }
    grows |= grows("models made, fitted and closed", Math.max(10, fits / 10), i -> {
      try (Model model = model()) {
        model.fit(data, Fit.epochs(1));
        model.predict(sample);
      }
    });
    System.exit(grows ? 1 : 0);
  }

  private static Model model() {
    Model model = Model.of(
        Network.sequential(InputLayer.of("x", "float32", 11), Dense.of(64, Activation.RELU), Dense.of(32, Activation.RELU), Dense.of(1, Activation.SIGMOID)),
        new CpuBackend(), 0);
    model.compile(Compilation.of(Adam.of(), BinaryCrossentropy.of()));
    return model;
  }

  private static boolean grows(String what, int count, IntConsumer work) {
    long begin = System.nanoTime();
    for (int i = 0; i < count / 10; i++) {
      work.accept(i);
    }
    double before = residentMib();
    for (int i = count / 10; i < count; i++) {
      work.accept(i);
    }
    double after = residentMib();
    boolean grows = after - before > ALLOWED_MIB;
    System.out.printf(Locale.ROOT, "%,d %s in %.1f s: resident memory %.1f MiB after the first tenth, %.1f MiB at the end, %s%n", count, what,
        (System.nanoTime() - begin) / 1e9, before, after, grows ? "GROWS by more than " + ALLOWED_MIB + " MiB" : "no growth");
    return grows;
  }

  /// Without the heap's garbage, or 0 where the system does not tell.
  private static double residentMib() {
    System.gc();
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).findFirst().orElse(0) / 1024.0;
    } catch (IOException e) {
      return 0;
    }
  }
}
