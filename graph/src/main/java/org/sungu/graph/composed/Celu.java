package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `x` where x > 0, `alpha·(e^(x/alpha) - 1)` elsewhere. Source: [Barron, 2017](https://arxiv.org/abs/1704.07483).
public final class Celu {
  private Celu() {}

  public static Tensor of(Tensor x, double alpha) {
    return Elu.of(x.dividedBy(alpha), 1).times(alpha);
  }
}
