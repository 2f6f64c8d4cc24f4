package org.sungu.nn.optimizer;

import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// A rule by which weights follow from gradients. Implementations are records whose components are the keys of the Keras optimizer's
/// configuration in camelCase; `learningRate`, `options` and `name` are common to all.
///
/// An optimizer holds no numbers: [#step] is a pure function that builds graph, and [OptimizerStep] puts schedule, clipping, decay,
/// averaging and accumulation around it.
public interface Optimizer {
  /// The name that the optimizer's variables carry in front, such as `adam`.
  String name();

  LearningRate learningRate();

  OptimizerOptions options();

  /// What is remembered for each parameter.
  List<Slot> slots(TensorType parameter);

  /// What is remembered once for all parameters, as scalars.
  default List<Slot> sharedSlots() {
    return List.of();
  }

  /// The new values of a parameter and its slots.
  ///
  /// @param gradient the gradient of the loss, of the parameter's type
  /// @param slots the slots' values, in the order of [#slots]
  Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context);

  /// The new values of the shared slots; the steps of the parameters see them.
  default List<Tensor> stepShared(List<Tensor> shared, StepContext context) {
    return shared;
  }

  /// The Keras class name, such as `Adam`.
  default String className() {
    return getClass().getSimpleName();
  }
}
