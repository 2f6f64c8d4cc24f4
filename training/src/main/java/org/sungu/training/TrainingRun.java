package org.sungu.training;

import java.util.Map;

/// A training run as callbacks see it.
public interface TrainingRun {
  Model model();

  /// How many epochs were asked for.
  int epochs();

  /// Steps an epoch.
  int steps();

  /// Loss and metrics over the current epoch so far.
  Map<String, Double> currentLogs();

  /// Ends training after the current epoch.
  ///
  /// @param reason one line for the user
  void stop(String reason);
}
