package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// Ops that compute each output element from the input elements at the same place; inputs broadcast against each other.
public sealed interface Pointwise extends SingleOutputOp permits UnaryPointwise, BinaryPointwise, Select {
  /// The shape that all inputs broadcast to.
  ///
  /// @throws ShapeException if they do not
  static Shape broadcast(Op op, List<TensorType> inputs) {
    try {
      Shape shape = Shape.SCALAR;
      for (TensorType input : inputs) {
        shape = shape.broadcast(input.shape());
      }
      return shape;
    } catch (IllegalArgumentException e) {
      throw new ShapeException(op.name() + ": " + e.getMessage());
    }
  }
}
