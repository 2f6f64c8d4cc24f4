package org.sungu.nn;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What a [Layer] asks for while it builds its part of the graph: weights by name, random numbers, places for side effects.
///
/// Names are local: the scope puts the layer's path in front. Asking twice for one name gives the same weight, which is how
/// a layer applied several times shares its weights.
public interface Scope {
  /// Whether the graph is for a training step, in which dropout drops and moving averages move.
  boolean training();

  /// Whether the layer, and every layer around it, may change; a frozen BatchNormalization behaves as when predicting.
  boolean trainable();

  /// The path of the layer, such as `encoder/dense_1`.
  String path();

  /// A weight that the optimizer changes, unless the layer is frozen.
  Tensor weight(String name, DType dtype, Shape shape, Initializer initializer, @Nullable Regularizer regularizer,
      @Nullable Constraint constraint);

  /// A value that only [#update] changes, such as a moving average.
  Tensor state(String name, DType dtype, Shape shape, Initializer initializer);

  /// The value a state takes at the end of a training step. Ignored outside training.
  void update(String state, Tensor value);

  /// Float32 numbers drawn uniformly from [0, 1), new in every step.
  Tensor random(Shape shape);

  /// Adds a scalar to the loss.
  void addLoss(Tensor penalty);

  /// The scope of a part of the layer, such as a cell; the part is frozen where this layer is.
  Scope child(String name, boolean trainable);
}
