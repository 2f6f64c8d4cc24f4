package org.sungu.training;

import java.util.Map;

/// Watches a training run and may change its course. Methods are called in the thread that trains.
public interface Callback {
  default void onTrainBegin(TrainingRun run) {}

  /// @param epoch counted from 0
  default void onEpochBegin(TrainingRun run, int epoch) {}

  /// @param step counted from 0 within the epoch
  default void onStepEnd(TrainingRun run, int step) {}

  /// @param logs the epoch's loss and metrics by name
  default void onEpochEnd(TrainingRun run, int epoch, Map<String, Double> logs) {}

  default void onTrainEnd(TrainingRun run) {}
}
