package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `(x + 1)/2` limited to the range from 0 to 1. Source: [Martins & Astudillo, 2016](https://arxiv.org/abs/1602.02068).
public final class SparseSigmoid {
  private SparseSigmoid() {}

  public static Tensor of(Tensor x) {
    return Clip.of(x, -1, 1).plus(1).times(0.5);
  }
}
