package org.sungu.graph;

import java.util.List;

/// A primitive operation. The record holds attributes only; tensors are inputs of the [Node] that applies it.
///
/// The set is sealed and small, everything else is composed of it, and a `switch` without `default` in each backend
/// makes the compiler list what that backend has not learnt. Third parties extend it through [CustomOp].
public sealed interface Op permits SingleOutputOp, FusedPointwise, Scan, CustomOp {
  /// The [#inputCount] of an op that takes as many inputs as there are.
  int ANY_COUNT = -1;

  /// The types of the outputs for the given types of inputs.
  ///
  /// @throws ShapeException if the inputs do not fit
  List<TensorType> infer(List<TensorType> inputs);

  /// How many inputs the op takes, or [#ANY_COUNT].
  int inputCount();

  /// The gradient of a loss with respect to the node's inputs, given the gradient with respect to its outputs, as more graph.
  ///
  /// A gradient may have the shape that an input was broadcast to; the caller sums it back.
  Gradients gradient(Node node, List<Tensor> upstream);

  /// The name in printed programs, such as `matMul`.
  default String name() {
    return name(getClass());
  }

  /// The name in printed programs of the ops of a class.
  static String name(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
