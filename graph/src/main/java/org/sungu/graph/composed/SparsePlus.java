package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.Maximum;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// 0 where x ≤ -1, `x` where x ≥ 1, `(x + 1)²/4` between.
public final class SparsePlus {
  private SparsePlus() {}

  public static Tensor of(Tensor x) {
    Tensor curve = Maximum.of(x, -1).plus(1).squared().times(0.25);
    return Select.of(Less.of(x, Constant.scalar(x.dtype(), 1)), curve, x);
  }
}
