package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Maximum;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;

/// `max(max((1 - t) p) - Σ t p + 1, 0)` over the last axis, for one-hot targets. Source: [keras.io](https://keras.io/api/losses/hinge_losses/#categoricalhinge-class).
@RecordBuilder
public record CategoricalHinge(Reduction reduction, String name) implements Loss, CategoricalHingeBuilder.With {
  public static CategoricalHinge of() {
    return new CategoricalHinge(Reduction.SUM_OVER_BATCH_SIZE, "categorical_hinge");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor right = ReduceSum.of(yTrue.times(yPred), -1);
    Tensor wrong = ReduceMax.of(yTrue.subtractedFrom(1).times(yPred), -1);
    return Maximum.of(wrong.minus(right).plus(1), 0);
  }
}
