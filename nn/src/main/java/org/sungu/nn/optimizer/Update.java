package org.sungu.nn.optimizer;

import java.util.List;
import org.sungu.graph.Tensor;

/// What one step makes of a parameter and its slots.
public record Update(Tensor parameter, List<Tensor> slots) {
  public Update {
    slots = List.copyOf(slots);
  }

  public static Update of(Tensor parameter, Tensor... slots) {
    return new Update(parameter, List.of(slots));
  }
}
