package org.sungu.nn.constraint;

import org.sungu.graph.Tensor;

/// A set of allowed weights. Implementations are records whose components are Keras's configuration keys.
public interface Constraint {
  /// The allowed weight for an updated one; same shape.
  Tensor project(Tensor weight);
}
