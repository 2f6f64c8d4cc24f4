package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// Pointwise logic on booleans.
public sealed interface Logical extends BinaryPointwise permits And, Or {
  @Override
  default DType resultType(DType operands) {
    if (operands != DType.BOOL) {
      throw new ShapeException(name() + ": got " + operands.kerasName() + " operands; expected bool, compare them first");
    }
    return DType.BOOL;
  }

  @Override
  default Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
