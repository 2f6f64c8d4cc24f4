package org.sungu.benchmarks.peers;

import java.util.List;

/// One framework with one network loaded, as `benchmarks/peers/turns.py` describes it.
public interface Peer {
  /// @param values losses of the first two steps, or the outputs for the first sample
  /// @param firstSeconds what the first step or prediction took, compilation included
  record Check(List<Double> values, double firstSeconds) {}

  /// @param loss of the last epoch
  record Training(double seconds, long steps, double loss) {}

  Check check();

  /// Trains over all data without shuffling.
  Training train(int epochs);

  /// Predicts the first sample once. Called from several threads at once where [#predictsFromThreads] says so.
  void predict();

  /// Whether [#predict] may be called from several threads.
  default boolean predictsFromThreads() {
    return true;
  }
}
