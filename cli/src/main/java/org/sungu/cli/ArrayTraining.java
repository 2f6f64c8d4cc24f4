package org.sungu.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.sungu.backend.Backend;
import org.sungu.data.ArrayDataset;
import org.sungu.format.keras.KerasFile;
import org.sungu.training.Fit;
import org.sungu.training.History;
import org.sungu.training.Model;
import org.sungu.training.ProgressBar;
import org.sungu.training.TerminateOnNaN;

/// Goes on training a compiled model with the optimizer, losses and metrics that its file holds.
final class ArrayTraining {
  private final Backend backend;
  private final TrainingOptions options;
  private final Screen screen;

  ArrayTraining(Backend backend, TrainingOptions options, Screen screen) {
    this.backend = backend;
    this.options = options;
    this.screen = screen;
  }

  /// @param validation the share of the samples, the last ones, that are only evaluated
  void run(Path modelFile, Path dataFile, double validation, Path output) {
    long start = System.nanoTime();
    KerasFile.Loaded loaded = KerasFile.read(modelFile, backend, options.seed, options::inPrecision);
    try (Model model = loaded.model()) {
      Compiled.require(model, modelFile, "an optimizer and a loss");
      ArrayDataset all = ArrayFile.read(dataFile).dataset(model);
      int held = (int) (all.size() * validation);
      ArrayDataset train = all.rows(IntStream.range(0, all.size() - held).toArray());
      ArrayDataset check = held == 0 ? null : all.rows(IntStream.range(all.size() - held, all.size()).toArray());
      screen.out().println(model.summary());
      History history = model.fit(train, Fit.epochs(options.furtherEpochs()).withBatchSize(options.batchSize).withShuffle(!options.noShuffle)
          .withValidation(check).withCallbacks(ProgressBar.of(screen.out(), screen.terminal()), TerminateOnNaN.of()));
      rejectNonFinite(history);
      screen.out().println(history.timing());
      RunFolder folder = new RunFolder(output);
      KerasFile.write(model, folder.model(), Map.of());
      folder.writeHistory(history);
      Map<String, Object> metrics = new LinkedHashMap<>();
      metrics.put("seed", options.seed);
      metrics.put("epochs", history.epochs().size());
      metrics.put("seconds", RunFolder.seconds(System.nanoTime() - start));
      metrics.put("train", model.evaluate(train));
      metrics.put("validation", check == null ? Map.of() : model.evaluate(check));
      folder.writeMetrics(metrics);
      screen.out().println("Wrote model.keras, history.csv and metrics.json to " + output + ".");
    }
  }

  private static void rejectNonFinite(History history) {
    if (!history.stopped().isEmpty()) {
      throw new IllegalArgumentException(history.stopped() + "; expected finite numbers. Nothing was written: compile the model with a lower learning rate, or scale its inputs");
    }
  }
}
