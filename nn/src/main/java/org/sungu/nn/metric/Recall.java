package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.DivideNoNaN;
import org.sungu.tensor.DType;

/// The share of the positives that is predicted positive; 0 where there are none.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#recall-class).
///
/// @param thresholds above which a prediction counts as positive; several give a result each; null for 0.5
/// @param topK how many of the largest predictions of a sample may count as positive, or null
/// @param classId the only column that counts, or null
@RecordBuilder
public record Recall(@Nullable List<Double> thresholds, @Nullable Integer topK, @Nullable Integer classId, String name, DType dtype)
    implements Metric, RecallBuilder.With {
  public Recall {
    thresholds = Thresholds.checked("Recall", thresholds);
  }

  public static Recall of() {
    return new Recall(null, null, null, "recall", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    return List.of(limits().state(dtype), limits().state(dtype));
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion counts = limits().counts(name, yTrue, yPred, sampleWeight, dtype);
    return List.of(state.get(0).plus(counts.truePositives()), state.get(1).plus(counts.falseNegatives()));
  }

  @Override
  public Tensor result(List<Tensor> state) {
    return Thresholds.result(DivideNoNaN.of(state.get(0), state.get(0).plus(state.get(1))));
  }

  private Thresholds limits() {
    return new Thresholds(thresholds, topK, classId);
  }
}
