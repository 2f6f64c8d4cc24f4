package org.sungu.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.NDArray;

/// Samples as programs read them: numbers for every entry, targets, and weights if any.
///
/// @param sampleWeights float32 `[n]`, or null for equal weights
record Prepared(List<Entry> entries, List<NDArray> values, List<NDArray> targets, @Nullable NDArray sampleWeights) {
  int size() {
    return values.getFirst().shape().size(0);
  }

  /// Everything that is fed, in the order of a step program's inputs.
  List<NDArray> fed() {
    List<NDArray> all = new ArrayList<>(values);
    all.addAll(targets);
    if (sampleWeights != null) {
      all.add(sampleWeights);
    }
    return all;
  }
}
