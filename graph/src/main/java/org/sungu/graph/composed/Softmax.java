package org.sungu.graph.composed;

import org.sungu.graph.Exp;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;

/// `eˣ / Σ eˣ` over axes, all of them where none is named, shifted by the largest element so that nothing overflows.
public final class Softmax {
  private Softmax() {}

  public static Tensor of(Tensor x, int... axes) {
    Tensor exponentials = Exp.of(x.minus(StopGradient.of(ReduceMax.keeping(x, axes))));
    return exponentials.dividedBy(ReduceSum.keeping(exponentials, axes));
  }
}
