package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// The largest sensitivity (recall) at a threshold whose specificity is at least the given one; 0 where there is none.
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class).
///
/// @param specificity the least specificity allowed, 0 to 1
/// @param numThresholds how many thresholds are tried
/// @param classId the only column that counts, or null
@RecordBuilder
public record SensitivityAtSpecificity(double specificity, int numThresholds, @Nullable Integer classId, String name, DType dtype)
    implements Metric, SensitivityAtSpecificityBuilder.With {
  public SensitivityAtSpecificity {
    BestThreshold.check("SensitivityAtSpecificity", specificity, numThresholds);
  }

  public static SensitivityAtSpecificity of(double specificity) {
    return new SensitivityAtSpecificity(specificity, 200, null, "sensitivity_at_specificity", DType.FLOAT32);
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
    return search().best(state.getFirst(), Confusion::specificity, specificity, Confusion::recall);
  }

  private BestThreshold search() {
    return new BestThreshold(numThresholds, classId);
  }
}
