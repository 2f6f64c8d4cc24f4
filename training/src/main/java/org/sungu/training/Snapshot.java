package org.sungu.training;

import java.util.Map;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// Copies of a model's weights and layer states at one moment. The optimizer's slots are not among them.
public record Snapshot(Map<Variable, NDArray> values) {
  public Snapshot {
    values = Map.copyOf(values);
  }
}
