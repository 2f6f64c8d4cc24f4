package org.sungu.nn.metric;

import org.sungu.graph.Tensor;
import org.sungu.graph.composed.DivideNoNaN;

/// Weights of true and false positives and negatives, for each of several thresholds.
record Confusion(Tensor truePositives, Tensor falsePositives, Tensor trueNegatives, Tensor falseNegatives) {
  /// The share of the positives that is found; 0 where there are none.
  Tensor recall() {
    return DivideNoNaN.of(truePositives, truePositives.plus(falseNegatives));
  }

  /// The share of what is found that is positive; 0 where nothing is found.
  Tensor precision() {
    return DivideNoNaN.of(truePositives, truePositives.plus(falsePositives));
  }

  /// The share of the negatives that is left out; 0 where there are none.
  Tensor specificity() {
    return DivideNoNaN.of(trueNegatives, trueNegatives.plus(falsePositives));
  }

  /// The share of the negatives that is found by mistake; 0 where there are none.
  Tensor falsePositiveRate() {
    return DivideNoNaN.of(falsePositives, falsePositives.plus(trueNegatives));
  }
}
