package org.sungu.nn.regularizer;

import org.sungu.graph.Tensor;

/// A penalty that is added to the loss. Implementations are records whose components are Keras's configuration keys.
public interface Regularizer {
  /// The penalty, a scalar.
  Tensor penalty(Tensor weight);
}
