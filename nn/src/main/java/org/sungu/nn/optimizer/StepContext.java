package org.sungu.nn.optimizer;

import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.Power;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// What all parameters share in a step. Everything is a scalar of the parameter's type.
///
/// @param learningRate the learning rate of this step
/// @param iteration updates done before this one: 0 in the first
/// @param shared the optimizer's shared slots; within a step, already the new values
public record StepContext(Tensor learningRate, Tensor iteration, List<Tensor> shared) {
  public StepContext {
    shared = List.copyOf(shared);
  }

  /// `base^(iteration + 1)`.
  public Tensor power(double base) {
    return Power.of(Constant.scalar(iteration.dtype(), base), iteration.plus(1));
  }

  /// `1 - share`, of the share as the parameter's type holds it.
  public Tensor complement(double share) {
    return Constant.scalar(iteration.dtype(), share).subtractedFrom(1);
  }

  StepContext cast(DType dtype) {
    return new StepContext(learningRate.cast(dtype), iteration.cast(dtype), shared.stream().map(slot -> slot.cast(dtype)).toList());
  }

  StepContext withShared(List<Tensor> values) {
    return new StepContext(learningRate, iteration, values);
  }
}
