package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a training run logged: per epoch the loss and the metrics, those on the validation data with `val_` in front.
///
/// @param epochs one map a finished epoch, by Keras's names
/// @param stopped why training ended before its last epoch, empty if it did not
public record History(List<Map<String, Double>> epochs, String stopped, Timing timing) {
  public History {
    epochs = List.copyOf(epochs);
  }

  /// One value over the epochs, as Keras's `history.history[name]`.
  ///
  /// @throws IllegalArgumentException if no such value was logged
  public List<Double> values(String name) {
    List<Double> values = new ArrayList<>();
    for (Map<String, Double> epoch : epochs) {
      Double value = epoch.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no value '" + name + "' was logged; got " + epoch.keySet());
      }
      values.add(value);
    }
    return values;
  }

  /// Every value over the epochs, by name.
  public Map<String, List<Double>> byName() {
    Map<String, List<Double>> result = new LinkedHashMap<>();
    for (Map<String, Double> epoch : epochs) {
      epoch.forEach((name, value) -> result.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }
    return result;
  }
}
