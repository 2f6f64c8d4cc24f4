package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Tensor;

/// The unit step: 1 where x ≥ 0, 0 elsewhere (NaN too). Its gradient is 0 everywhere, so nothing in front of it learns.
///
/// Not a Keras activation: it is here for perceptrons as textbooks draw them.
public final class Step {
  private Step() {}

  public static Tensor of(Tensor x) {
    return LessOrEqual.of(Constant.scalar(x.dtype(), 0), x).cast(x.dtype());
  }
}
