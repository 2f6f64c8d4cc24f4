package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// Pointwise arithmetic on numbers. Integer operands wrap around; integer division truncates toward zero, by zero it gives 0.
public sealed interface Arithmetic extends BinaryPointwise
    permits Add, Subtract, Multiply, Divide, Power, Maximum, Minimum, Remainder {
  /// The gradients with respect to both operands.
  Gradients gradient(Tensor a, Tensor b, Tensor y, Tensor upstream);

  @Override
  default DType resultType(DType operands) {
    if (operands == DType.BOOL) {
      throw new ShapeException(name() + ": got bool operands; expected numbers, cast them first");
    }
    return operands;
  }

  @Override
  default Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return gradient(inputs.get(0), inputs.get(1), output, upstream);
  }
}
