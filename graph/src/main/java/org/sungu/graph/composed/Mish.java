package org.sungu.graph.composed;

import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;

/// `x·tanh(softplus(x))`. Source: [Misra, 2019](https://arxiv.org/abs/1908.08681).
public final class Mish {
  private Mish() {}

  public static Tensor of(Tensor x) {
    return x.times(Tanh.of(Softplus.of(x)));
  }
}
