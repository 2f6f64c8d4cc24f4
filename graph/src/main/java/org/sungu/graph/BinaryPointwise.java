package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// A pointwise function of two tensors of one element type, which broadcast against each other.
public sealed interface BinaryPointwise extends Pointwise permits Arithmetic, Comparison, Logical {
  /// The element type of the result for operands of the given type.
  DType resultType(DType operands);

  @Override
  default int inputCount() {
    return 2;
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    DType left = inputs.get(0).dtype();
    DType right = inputs.get(1).dtype();
    if (left != right) {
      throw new ShapeException(name() + ": got " + inputs.get(0) + " and " + inputs.get(1)
          + "; expected one element type, cast one of them");
    }
    return new TensorType(resultType(left), Pointwise.broadcast(this, inputs));
  }
}
