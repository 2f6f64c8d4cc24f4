package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// The largest precision at a threshold whose recall is at least the given one; 0 where there is none.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class).
///
/// @param recall the least recall allowed, 0 to 1
/// @param numThresholds how many thresholds are tried
/// @param classId the only column that counts, or null
@RecordBuilder
public record PrecisionAtRecall(double recall, int numThresholds, @Nullable Integer classId, String name, DType dtype)
    implements Metric, PrecisionAtRecallBuilder.With {
  public PrecisionAtRecall {
    BestThreshold.check("PrecisionAtRecall", recall, numThresholds);
  }

  public static PrecisionAtRecall of(double recall) {
    return new PrecisionAtRecall(recall, 200, null, "precision_at_recall", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    return List.of(search().state(dtype));
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return List.of(search().update(name, state.getFirst(), yTrue, yPred, sampleWeight));
  }

  @Override
  public Tensor result(List<Tensor> state) {
    return search().best(state.getFirst(), Confusion::recall, recall, Confusion::precision);
  }

  private BestThreshold search() {
    return new BestThreshold(numThresholds, classId);
  }
}
