package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;

/// `-Σ t ln p` along the axis of the classes, for one-hot or soft targets. Predictions are divided by their sum and limited to
/// [10⁻⁷, 1 - 10⁻⁷]; from logits x, `ln p` is the logarithm of their softmax.
/// Source: [keras.io](https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class).
///
/// @param labelSmoothing the share of the targets that is spread over all classes, from 0 to 1
@RecordBuilder
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis, Reduction reduction, String name)
    implements Loss, CategoricalCrossentropyBuilder.With {
  public CategoricalCrossentropy {
    Probabilities.checkSmoothing("CategoricalCrossentropy", labelSmoothing);
  }

  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE, "categorical_crossentropy");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor target = Probabilities.smooth(yTrue, labelSmoothing, yTrue.shape().size(-1));
    return ReduceSum.of(target.times(Probabilities.logarithms(yPred, fromLogits, axis)), axis).negated();
  }
}
