package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Minimum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Tensor;

/// `-Σ t p / (‖t‖ ‖p‖)` along an axis: -1 for one direction, 1 for opposite ones, 0 where either is all zeros.
///
/// Keras does not save `axis`; here it is saved, and Keras reads it.
/// Source: [keras.io](https://keras.io/api/losses/regression_losses/#cosinesimilarity-class).
@RecordBuilder
public record CosineSimilarity(int axis, Reduction reduction, String name) implements Loss, CosineSimilarityBuilder.With {
  public static CosineSimilarity of() {
    return new CosineSimilarity(-1, Reduction.SUM_OVER_BATCH_SIZE, "cosine_similarity");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return ReduceSum.of(normalized(yTrue).times(normalized(yPred)), axis).negated();
  }

  private Tensor normalized(Tensor x) {
    Tensor inverseNorm = Rsqrt.of(ReduceSum.keeping(x.squared(), axis));
    return x.times(Minimum.of(inverseNorm, 1 / Probabilities.EPSILON));
  }
}
