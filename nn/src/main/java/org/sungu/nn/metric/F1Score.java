package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// The harmonic mean of precision and recall, `2 P R / (P + R)`: [FBetaScore] with beta 1.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#f1score-class).
///
/// @param average how the classes' scores become one; null for a score each
/// @param threshold above which a prediction counts as positive; null to take the largest of each sample
@RecordBuilder
public record F1Score(@Nullable Average average, @Nullable Double threshold, String name, DType dtype)
    implements Metric, F1ScoreBuilder.With {
  public static F1Score of() {
    return new F1Score(null, null, "f1_score", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    return score().state(yTrue, yPred);
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return score().update(state, yTrue, yPred, sampleWeight);
  }

  @Override
  public Tensor result(List<Tensor> state) {
    return score().result(state);
  }

  private FBetaScore score() {
    return new FBetaScore(average, 1, threshold, name, dtype);
  }
}
