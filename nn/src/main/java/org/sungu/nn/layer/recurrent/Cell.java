package org.sungu.nn.layer.recurrent;

import java.util.List;
import org.sungu.graph.Tensor;

/// What a recurrent layer does in each step.
///
/// @param sequence `[steps, n, …]`: what depends on the inputs only, computed for all steps at once
/// @param step what depends on the states
record Cell(Tensor sequence, Step step) {
  /// One step.
  @FunctionalInterface
  interface Step {
    /// The next states, of which the first is the output.
    ///
    /// @param slice what the sequence holds for this step
    List<Tensor> next(List<Tensor> states, Tensor slice);
  }
}
