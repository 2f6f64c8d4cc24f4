package org.sungu.nn.schedule;

import org.sungu.graph.Tensor;

/// A learning rate that follows from the number of steps done. Implementations are records whose components are the keys of the Keras
/// schedule's configuration in camelCase; `name` is common to all.
public non-sealed interface Schedule extends LearningRate {
  String name();

  /// The float32 learning rate.
  ///
  /// @param step steps done before this one, a float32 scalar
  Tensor at(Tensor step);

  /// The Keras class name, such as `ExponentialDecay`.
  default String className() {
    return getClass().getSimpleName();
  }
}
