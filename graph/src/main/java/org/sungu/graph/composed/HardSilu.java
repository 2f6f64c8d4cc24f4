package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `x·hardSigmoid(x)`. Source: [Howard et al., 2019](https://arxiv.org/abs/1905.02244).
public final class HardSilu {
  private HardSilu() {}

  public static Tensor of(Tensor x) {
    return x.times(HardSigmoid.of(x));
  }
}
