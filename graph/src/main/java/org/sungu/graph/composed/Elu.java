package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Expm1;
import org.sungu.graph.Less;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `x` where x > 0, `alpha·(eˣ - 1)` elsewhere. Source: [Clevert et al., 2016](https://arxiv.org/abs/1511.07289).
public final class Elu {
  private Elu() {}

  public static Tensor of(Tensor x, double alpha) {
    Tensor zero = Constant.scalar(x.dtype(), 0);
    Tensor positive = Less.of(zero, x);
    // The exponential never sees a positive number: its gradient would overflow, and 0·∞ is NaN.
    return Select.of(positive, x, Expm1.of(Select.of(positive, zero, x)).times(alpha));
  }
}
