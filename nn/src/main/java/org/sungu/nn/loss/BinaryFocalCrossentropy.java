package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Power;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// Binary cross-entropy times `(1 - q)^gamma`, where `q = t p + (1 - t)(1 - p)` is the probability given to the truth, so that
/// what is learnt already counts less; with class balancing also times `alpha` for ones and `1 - alpha` for zeros.
/// Source: Lin et al., *Focal loss for dense object detection* (2018);
/// [keras.io](https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class).
@RecordBuilder
public record BinaryFocalCrossentropy(boolean applyClassBalancing, double alpha, double gamma, boolean fromLogits, double labelSmoothing,
    int axis, Reduction reduction, String name)
    implements Loss, BinaryFocalCrossentropyBuilder.With {
  public BinaryFocalCrossentropy {
    Probabilities.checkSmoothing("BinaryFocalCrossentropy", labelSmoothing);
  }

  public static BinaryFocalCrossentropy of() {
    return new BinaryFocalCrossentropy(false, 0.25, 2, false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE, "binary_focal_crossentropy");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor target = Probabilities.smooth(yTrue, labelSmoothing, 2);
    Tensor p = fromLogits ? Sigmoid.of(yPred) : yPred;
    Tensor opposite = target.subtractedFrom(1);
    Tensor truth = target.times(p).plus(opposite.times(p.subtractedFrom(1)));
    Tensor focal = Power.of(truth.subtractedFrom(1), gamma).times(BinaryCrossentropy.ofProbability(target, p));
    if (applyClassBalancing) {
      focal = target.times(alpha).plus(opposite.times(1 - alpha)).times(focal);
    }
    return Mean.of(focal, axis);
  }
}
