package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Exp;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// `eˣ / Σ eˣ` over axes, all of them where none is named, shifted by the largest element so that nothing overflows.
public final class Softmax {
  private Softmax() {}

  public static Tensor of(Tensor x, int... axes) {
    Tensor exponentials = Exp.of(x.minus(StopGradient.of(ReduceMax.keeping(x, axes))));
    Tensor sum = ReduceSum.keeping(exponentials, axes);
    // One division for all elements, forward and backward. The sum is at least 1; only in float16 the inverse of a large one loses digits.
    return x.dtype() == DType.FLOAT16 ? exponentials.dividedBy(sum) : exponentials.times(Constant.scalar(x.dtype(), 1).dividedBy(sum));
  }
}
