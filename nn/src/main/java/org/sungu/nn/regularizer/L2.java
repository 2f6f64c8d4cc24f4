package org.sungu.nn.regularizer;

import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;

/// `l2·Σw²`: keeps weights small.
public record L2(double l2) implements Regularizer {
  public L2 {
    Factor.check("L2", "l2", l2);
  }

  /// Keras's defaults.
  public L2() {
    this(0.01);
  }

  @Override
  public Tensor penalty(Tensor weight) {
    return ReduceSum.of(weight.squared()).times(l2);
  }
}
