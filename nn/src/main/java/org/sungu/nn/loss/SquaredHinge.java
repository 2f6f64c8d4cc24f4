package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean(max(1 - t p, 0)²)` over the last axis; targets as for [Hinge]. Source: [keras.io](https://keras.io/api/losses/hinge_losses/#squaredhinge-class).
@RecordBuilder
public record SquaredHinge(Reduction reduction, String name) implements Loss, SquaredHingeBuilder.With {
  public static SquaredHinge of() {
    return new SquaredHinge(Reduction.SUM_OVER_BATCH_SIZE, "squared_hinge");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(Maximum.of(Hinge.margin(yTrue, yPred), 0).squared(), -1);
  }
}
