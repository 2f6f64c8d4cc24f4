package org.sungu.graph.composed;

import org.sungu.graph.Exp;
import org.sungu.graph.Log;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;

/// `ln Σ eˣ` over one axis (kept as size 1), shifted by the largest element so that nothing overflows.
public final class LogSumExp {
  private LogSumExp() {}

  public static Tensor of(Tensor x, int axis) {
    Tensor largest = StopGradient.of(ReduceMax.keeping(x, axis));
    return Log.of(ReduceSum.keeping(Exp.of(x.minus(largest)), axis)).plus(largest);
  }
}
