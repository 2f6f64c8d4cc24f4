package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Log;
import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean((ln(1 + t) - ln(1 + p))²)` over the last axis; numbers below 10⁻⁷ count as 10⁻⁷.
/// Source: [keras.io](https://keras.io/api/losses/regression_losses/#meansquaredlogarithmicerror-class).
@RecordBuilder
public record MeanSquaredLogarithmicError(Reduction reduction, String name) implements Loss, MeanSquaredLogarithmicErrorBuilder.With {
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError(Reduction.SUM_OVER_BATCH_SIZE, "mean_squared_logarithmic_error");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(logarithm(yPred).minus(logarithm(yTrue)).squared(), -1);
  }

  private static Tensor logarithm(Tensor x) {
    return Log.of(Maximum.of(x, Probabilities.EPSILON).plus(1));
  }
}
