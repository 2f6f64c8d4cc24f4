package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `x` where x ≥ 0, `negativeSlope·x` below.
public final class LeakyRelu {
  private LeakyRelu() {}

  public static Tensor of(Tensor x, double negativeSlope) {
    return Select.of(LessOrEqual.of(Constant.scalar(x.dtype(), 0), x), x, x.times(negativeSlope));
  }
}
