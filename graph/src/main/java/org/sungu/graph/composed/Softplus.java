package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Exp;
import org.sungu.graph.Less;
import org.sungu.graph.Log1p;
import org.sungu.graph.Maximum;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `ln(1 + eˣ)`, computed as `max(x, 0) + ln(1 + e^(-|x|))` so that nothing overflows. Gradient: `sigmoid(x)`, also at 0.
public final class Softplus {
  private Softplus() {}

  public static Tensor of(Tensor x) {
    // Not Absolute, whose slope of 0 at 0 would lose half of the gradient there.
    Tensor positive = Less.of(Constant.scalar(x.dtype(), 0), x);
    Tensor negativeMagnitude = Select.of(positive, x.negated(), x);
    return Maximum.of(x, 0).plus(Log1p.of(Exp.of(negativeMagnitude)));
  }
}
