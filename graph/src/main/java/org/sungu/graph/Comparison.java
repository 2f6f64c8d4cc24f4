package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// Pointwise comparisons; every comparison with NaN is false.
public sealed interface Comparison extends BinaryPointwise permits Equal, Less, LessOrEqual {
  @Override
  default DType resultType(DType operands) {
    return DType.BOOL;
  }

  @Override
  default Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
