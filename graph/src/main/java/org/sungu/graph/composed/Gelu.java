package org.sungu.graph.composed;

import org.sungu.graph.Erf;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;

/// `x·Φ(x)`, Φ being the normal distribution: `x/2·(1 + erf(x/√2))`, or its approximation
/// `x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`. Source: [Hendrycks & Gimpel, 2016](https://arxiv.org/abs/1606.08415).
public final class Gelu {
  private Gelu() {}

  public static Tensor of(Tensor x, boolean approximate) {
    Tensor half = x.times(0.5);
    if (approximate) {
      Tensor inner = x.plus(x.squared().times(x).times(0.044715)).times(Math.sqrt(2 / Math.PI));
      return half.times(Tanh.of(inner).plus(1));
    }
    return half.times(Erf.of(x.times(Math.sqrt(0.5))).plus(1));
  }
}
