package org.sungu.graph.composed;

import org.sungu.graph.Exp;
import org.sungu.graph.Log;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;

/// `x - ln Σ eˣ` over axes, all of them where none is named, shifted by the largest element so that nothing overflows.
public final class LogSoftmax {
  private LogSoftmax() {}

  public static Tensor of(Tensor x, int... axes) {
    Tensor shifted = x.minus(StopGradient.of(ReduceMax.keeping(x, axes)));
    return shifted.minus(Log.of(ReduceSum.keeping(Exp.of(shifted), axes)));
  }
}
