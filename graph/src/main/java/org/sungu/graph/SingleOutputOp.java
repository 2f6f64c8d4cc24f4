package org.sungu.graph;

import java.util.List;

/// An op with one output.
public sealed interface SingleOutputOp extends Op permits Source, Pointwise, Movement, Reduction, Contraction, Indexing, Pooling {
  /// The type of the output for the given types of inputs.
  ///
  /// @throws ShapeException if the inputs do not fit
  TensorType type(List<TensorType> inputs);

  /// The gradients with respect to the inputs, given the one with respect to the output.
  Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream);

  @Override
  default List<TensorType> infer(List<TensorType> inputs) {
    return List.of(type(inputs));
  }

  @Override
  default Gradients gradient(Node node, List<Tensor> upstream) {
    return gradient(node.output(0), node.inputs(), upstream.get(0));
  }
}
