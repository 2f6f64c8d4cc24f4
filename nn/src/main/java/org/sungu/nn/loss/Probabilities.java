package org.sungu.nn.loss;

import org.sungu.graph.Log;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Clip;
import org.sungu.graph.composed.LogSoftmax;

/// What the cross-entropies share.
final class Probabilities {
  /// Keras's `epsilon()`: probabilities stay this far from 0 and 1.
  static final double EPSILON = 1e-7;

  private Probabilities() {}

  /// Targets mixed with the uniform distribution over `classes`.
  static Tensor smooth(Tensor yTrue, double labelSmoothing, int classes) {
    return labelSmoothing == 0 ? yTrue : yTrue.times(1 - labelSmoothing).plus(labelSmoothing / classes);
  }

  static double checkSmoothing(String loss, double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(loss + " got labelSmoothing = " + labelSmoothing + "; expected 0 to 1");
    }
    return labelSmoothing;
  }

  static Tensor clipped(Tensor probabilities) {
    return Clip.of(probabilities, EPSILON, 1 - EPSILON);
  }

  /// Scores that need not sum to one, over their sum, away from 0 and 1.
  static Tensor normalized(Tensor scores, int axis) {
    return clipped(scores.dividedBy(ReduceSum.keeping(scores, axis)));
  }

  /// The logarithms of class probabilities given as logits or as scores.
  static Tensor logarithms(Tensor yPred, boolean fromLogits, int axis) {
    return fromLogits ? LogSoftmax.of(yPred, axis) : Log.of(normalized(yPred, axis));
  }
}
