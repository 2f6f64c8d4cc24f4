package org.sungu.nn.regularizer;

import org.sungu.graph.Constant;
import org.sungu.graph.Tensor;

/// `l1·Σ|w| + l2·Σw²`.
public record L1L2(double l1, double l2) implements Regularizer {
  public L1L2 {
    Factor.check("L1L2", "l1", l1);
    Factor.check("L1L2", "l2", l2);
  }

  /// Keras's defaults.
  public L1L2() {
    this(0, 0);
  }

  @Override
  public Tensor penalty(Tensor weight) {
    Tensor penalty = Constant.scalar(weight.dtype(), 0);
    if (l1 != 0) {
      penalty = penalty.plus(new L1(l1).penalty(weight));
    }
    return l2 == 0 ? penalty : penalty.plus(new L2(l2).penalty(weight));
  }
}
