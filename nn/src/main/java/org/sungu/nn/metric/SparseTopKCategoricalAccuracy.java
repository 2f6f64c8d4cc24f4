package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Equal;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// How often the class whose number is the target is among the k with the largest predictions.
/// Source: [keras.io](https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class).
///
/// @param fromSortedIds whether predictions are not scores but class numbers, the best first
@RecordBuilder
public record SparseTopKCategoricalAccuracy(int k, boolean fromSortedIds, String name, DType dtype)
    implements MeanMetric, SparseTopKCategoricalAccuracyBuilder.With {
  public static SparseTopKCategoricalAccuracy of() {
    return new SparseTopKCategoricalAccuracy(5, false, "sparse_top_k_categorical_accuracy", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    Tensor classes = ClassNumbers.of(name, yTrue, yPred);
    if (!fromSortedIds) {
      return TopK.contains(classes, yPred, k).cast(dtype);
    }
    Tensor best = Slice.of(yPred.cast(DType.INT32), yPred.rank() - 1, 0, Math.min(k, yPred.shape().size(-1)));
    return ReduceMax.of(Equal.of(best, classes.reshape(yPred.shape().with(-1, 1).toArray())).cast(dtype), -1);
  }
}
