package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `x` where x > threshold, `value` elsewhere.
public final class Threshold {
  private Threshold() {}

  public static Tensor of(Tensor x, double threshold, double value) {
    Tensor above = Less.of(Constant.scalar(x.dtype(), threshold), x);
    return Select.of(above, x, Constant.scalar(x.dtype(), value));
  }
}
