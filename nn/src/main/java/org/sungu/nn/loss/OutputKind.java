package org.sungu.nn.loss;

import org.sungu.graph.TensorType;
import org.sungu.tensor.Shape;

/// What an output decides, judged by the shapes of targets and predictions as Keras does when it is asked for `accuracy`.
public enum OutputKind {
  /// One unit: a probability, or a number.
  BINARY,
  /// Several units; targets are class numbers.
  SPARSE_CATEGORICAL,
  /// Several units; targets are one-hot.
  CATEGORICAL;

  public static OutputKind of(TensorType yTrue, TensorType yPred) {
    Shape target = yTrue.shape();
    Shape prediction = yPred.shape();
    if (prediction.rank() > 0 && prediction.size(-1) == 1) {
      return BINARY;
    }
    boolean sparse = target.rank() < prediction.rank() || (target.rank() > 0 && target.size(-1) == 1);
    return sparse ? SPARSE_CATEGORICAL : CATEGORICAL;
  }
}
