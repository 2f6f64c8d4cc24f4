package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Absolute;
import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `100 mean(|t - p| / max(|t|, 10⁻⁷))` over the last axis, in percent.
/// Source: [keras.io](https://keras.io/api/losses/regression_losses/#meanabsolutepercentageerror-class).
@RecordBuilder
public record MeanAbsolutePercentageError(Reduction reduction, String name) implements Loss, MeanAbsolutePercentageErrorBuilder.With {
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError(Reduction.SUM_OVER_BATCH_SIZE, "mean_absolute_percentage_error");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor scale = Maximum.of(Absolute.of(yTrue), Probabilities.EPSILON);
    return Mean.of(Absolute.of(yTrue.minus(yPred).dividedBy(scale)), -1).times(100);
  }
}
