package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `ln(1/(1 + e⁻ˣ))` without overflow.
public final class LogSigmoid {
  private LogSigmoid() {}

  public static Tensor of(Tensor x) {
    return Softplus.of(x.negated()).negated();
  }
}
