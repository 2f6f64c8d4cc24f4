package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Executable;
import org.sungu.data.Permutation;

/// One call of `fit`: epochs, batches, validation and callbacks.
final class TrainingLoop implements TrainingRun, AutoCloseable {
  private final Model model;
  private final Prepared data;
  private final Fit fit;
  private final Trackers trackers;
  private final BatchRunner runner;
  private final @Nullable Evaluation validation;
  private @Nullable Executable results;
  private String stopped = "";
  private boolean warm;
  private long timedSteps;
  private long timedNanos;

  TrainingLoop(Model model, Prepared data, @Nullable Prepared validationData, Fit fit) {
    this.model = model;
    this.data = data;
    this.fit = fit;
    Compilation compilation = model.compilation();
    this.trackers = model.trackers();
    this.runner = new BatchRunner(size -> {
      var program = model.programs().step(data, size, compilation, trackers, model.optimizer(), model.trainable());
      trackers.ensure(model.store());
      return model.backend().compile(program, model.store());
    }, data.fed());
    this.validation = validationData == null ? null : new Evaluation(model, validationData, compilation, trackers);
  }

  History run() {
    List<Map<String, Double>> epochs = new ArrayList<>();
    fit.callbacks().forEach(callback -> callback.onTrainBegin(this));
    for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && stopped.isEmpty(); epoch++) {
      Map<String, Double> logs = epoch(epoch);
      epochs.add(logs);
      for (Callback callback : fit.callbacks()) {
        callback.onEpochEnd(this, epoch, logs);
      }
    }
    fit.callbacks().forEach(callback -> callback.onTrainEnd(this));
    model.takeAverages();
    return new History(epochs, stopped, new Timing(runner.compileNanos(), timedSteps, timedNanos, runner.plannedBytes()));
  }

  private Map<String, Double> epoch(int epoch) {
    for (Callback callback : fit.callbacks()) {
      callback.onEpochBegin(this, epoch);
    }
    trackers.reset(model.store());
    int[] order = fit.shuffle() ? Permutation.of(data.size(), Permutation.derivedSeed(model.seed(), epoch)) : null;
    int step = 0;
    // Compilation falls into the first step of each batch size.
    long start = System.nanoTime() - runner.compileNanos();
    int untimed = 0;
    for (int from = 0; from < data.size(); from += fit.batchSize()) {
      runner.run(order, from, Math.min(data.size(), from + fit.batchSize()));
      for (Callback callback : fit.callbacks()) {
        callback.onStepEnd(this, step);
      }
      step++;
      if (!warm) {
        warm = true;
        untimed = 1;
        start = System.nanoTime() - runner.compileNanos();
      }
    }
    timedNanos += System.nanoTime() - runner.compileNanos() - start;
    timedSteps += step - untimed;
    Map<String, Double> logs = new LinkedHashMap<>(currentLogs());
    if (validation != null) {
      validation.run().forEach((name, value) -> logs.put("val_" + name, value));
    }
    return logs;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public int epochs() {
    return fit.epochs();
  }

  @Override
  public int steps() {
    return Math.ceilDiv(data.size(), fit.batchSize());
  }

  @Override
  public Map<String, Double> currentLogs() {
    if (results == null) {
      results = trackers.results(model.backend(), model.store());
    }
    return trackers.read(results);
  }

  @Override
  public void stop(String reason) {
    stopped = reason;
  }

  @Override
  public void close() {
    runner.close();
    if (validation != null) {
      validation.close();
    }
    if (results != null) {
      results.close();
    }
  }
}
