package org.sungu.graph.composed;

import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;

/// `x - tanh(x)`.
public final class TanhShrink {
  private TanhShrink() {}

  public static Tensor of(Tensor x) {
    return x.minus(Tanh.of(x));
  }
}
