package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `a / b`, and 0 where b is 0; so are the gradients there.
public final class DivideNoNaN {
  private DivideNoNaN() {}

  public static Tensor of(Tensor a, Tensor b) {
    Tensor zero = Constant.scalar(b.dtype(), 0);
    Tensor vanishes = Equal.of(b, zero);
    // The divisor is replaced as well: a gradient of 0 times infinity would be NaN.
    return Select.of(vanishes, zero, a.dividedBy(Select.of(vanishes, Constant.scalar(b.dtype(), 1), b)));
  }
}
