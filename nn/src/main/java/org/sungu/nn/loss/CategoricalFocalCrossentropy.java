package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Log;
import org.sungu.graph.Power;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Softmax;

/// `-Σ alpha (1 - p)^gamma t ln p` along the axis of the classes: cross-entropy in which what is learnt already counts less.
/// Source: Lin et al., *Focal loss for dense object detection* (2018);
/// [keras.io](https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class).
@RecordBuilder
public record CategoricalFocalCrossentropy(double alpha, double gamma, boolean fromLogits, double labelSmoothing, int axis,
    Reduction reduction, String name)
    implements Loss, CategoricalFocalCrossentropyBuilder.With {
  public CategoricalFocalCrossentropy {
    Probabilities.checkSmoothing("CategoricalFocalCrossentropy", labelSmoothing);
  }

  public static CategoricalFocalCrossentropy of() {
    return new CategoricalFocalCrossentropy(0.25, 2, false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE, "categorical_focal_crossentropy");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor target = Probabilities.smooth(yTrue, labelSmoothing, yTrue.shape().size(-1));
    Tensor p = Probabilities.normalized(fromLogits ? Softmax.of(yPred, axis) : yPred, axis);
    Tensor weight = Power.of(p.subtractedFrom(1), gamma).times(alpha);
    return ReduceSum.of(weight.times(target).times(Log.of(p)), axis).negated();
  }
}
