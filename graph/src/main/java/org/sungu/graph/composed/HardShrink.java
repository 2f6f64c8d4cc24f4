package org.sungu.graph.composed;

import org.sungu.graph.Absolute;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `x` where |x| > threshold, 0 elsewhere.
public final class HardShrink {
  private HardShrink() {}

  public static Tensor of(Tensor x, double threshold) {
    Tensor outside = Less.of(Constant.scalar(x.dtype(), threshold), Absolute.of(x));
    return Select.of(outside, x, Constant.scalar(x.dtype(), 0));
  }
}
