package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// The number, or weight, of positives that are predicted negative.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#falsenegatives-class).
///
/// @param thresholds above which a prediction counts as positive; several give a result each; null for 0.5
@RecordBuilder
public record FalseNegatives(@Nullable List<Double> thresholds, String name, DType dtype) implements Metric, FalseNegativesBuilder.With {
  public FalseNegatives {
    thresholds = Thresholds.checked("FalseNegatives", thresholds);
  }

  public static FalseNegatives of() {
    return new FalseNegatives(null, "false_negatives", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    return List.of(limits().state(dtype));
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return List.of(state.getFirst().plus(limits().counts(name, yTrue, yPred, sampleWeight, dtype).falseNegatives()));
  }

  @Override
  public Tensor result(List<Tensor> state) {
    return Thresholds.result(state.getFirst());
  }

  private Thresholds limits() {
    return new Thresholds(thresholds, null, null);
  }
}
