package org.sungu.graph.composed;

import org.sungu.graph.Absolute;
import org.sungu.graph.Tensor;

/// `x/(1 + |x|)`.
public final class Softsign {
  private Softsign() {}

  public static Tensor of(Tensor x) {
    return x.dividedBy(Absolute.of(x).plus(1));
  }
}
