package org.sungu.graph.composed;

import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;

/// `(x + √(x² + b))/2`. Source: [Barron, 2021](https://arxiv.org/abs/2112.11687).
public final class Squareplus {
  private Squareplus() {}

  public static Tensor of(Tensor x, double b) {
    return x.plus(Sqrt.of(x.squared().plus(b))).times(0.5);
  }
}
