package org.sungu.nn.regularizer;

import org.sungu.graph.Absolute;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;

/// `l1·Σ|w|`: draws weights to 0.
public record L1(double l1) implements Regularizer {
  public L1 {
    Factor.check("L1", "l1", l1);
  }

  /// Keras's defaults.
  public L1() {
    this(0.01);
  }

  @Override
  public Tensor penalty(Tensor weight) {
    return ReduceSum.of(Absolute.of(weight)).times(l1);
  }
}
