package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Log;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.composed.Softplus;

/// `-mean(t ln p + (1 - t) ln(1 - p))` along an axis, p limited to [10⁻⁷, 1 - 10⁻⁷]; from logits x, `mean(softplus(x) - t x)`.
/// Source: [keras.io](https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class).
///
/// @param labelSmoothing how far targets move from 0 and 1 towards 1/2, from 0 to 1
@RecordBuilder
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, int axis, Reduction reduction, String name)
    implements Loss, BinaryCrossentropyBuilder.With {
  public BinaryCrossentropy {
    Probabilities.checkSmoothing("BinaryCrossentropy", labelSmoothing);
  }

  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE, "binary_crossentropy");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor target = Probabilities.smooth(yTrue, labelSmoothing, 2);
    return Mean.of(fromLogits ? Softplus.of(yPred).minus(target.times(yPred)) : ofProbability(target, yPred), axis);
  }

  static Tensor ofProbability(Tensor target, Tensor probability) {
    Tensor p = Probabilities.clipped(probability);
    return target.times(Log.of(p)).plus(target.subtractedFrom(1).times(Log.of(p.subtractedFrom(1)))).negated();
  }
}
