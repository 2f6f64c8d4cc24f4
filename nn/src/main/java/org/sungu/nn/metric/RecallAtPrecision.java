package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// The largest recall at a threshold whose precision is at least the given one; 0 where there is none.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#recallatprecision-class).
///
/// @param precision the least precision allowed, 0 to 1
/// @param numThresholds how many thresholds are tried
/// @param classId the only column that counts, or null
@RecordBuilder
public record RecallAtPrecision(double precision, int numThresholds, @Nullable Integer classId, String name, DType dtype)
    implements Metric, RecallAtPrecisionBuilder.With {
  public RecallAtPrecision {
    BestThreshold.check("RecallAtPrecision", precision, numThresholds);
  }

  public static RecallAtPrecision of(double precision) {
    return new RecallAtPrecision(precision, 200, null, "recall_at_precision", DType.FLOAT32);
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
    return search().best(state.getFirst(), Confusion::precision, precision, Confusion::recall);
  }

  private BestThreshold search() {
    return new BestThreshold(numThresholds, classId);
  }
}
