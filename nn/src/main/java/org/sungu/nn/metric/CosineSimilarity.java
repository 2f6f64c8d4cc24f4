package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// The mean over samples of the cosine between target and prediction: 1 for one direction, the opposite of
/// [org.sungu.nn.loss.CosineSimilarity].
///
/// Keras does not save `axis`; here it is saved, and Keras reads it.
/// Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#cosinesimilarity-class).
@RecordBuilder
public record CosineSimilarity(int axis, String name, DType dtype) implements MeanMetric, CosineSimilarityBuilder.With {
  public static CosineSimilarity of() {
    return new CosineSimilarity(-1, "cosine_similarity", DType.FLOAT32);
  }

  @Override
  public Tensor values(Tensor yTrue, Tensor yPred) {
    return org.sungu.nn.loss.CosineSimilarity.of().withAxis(axis).values(yTrue, yPred).negated();
  }
}
