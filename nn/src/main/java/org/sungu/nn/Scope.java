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

  /// Which steps of a tensor count, or null where all do: bool, one axis less than the tensor as a rule, such as `[n, steps]` for
  /// `[n, steps, features]`.
  ///
  /// Ask for the tensor that [Layer#apply] was given, not for one that was cast or computed from it.
  @Nullable Tensor mask(Tensor tensor);

  /// Lets the layers that read a tensor from now on know which of its steps count; null for all.
  void setMask(Tensor tensor, @Nullable Tensor mask);

  /// What the layer is called with besides its inputs.
  Call call();

  /// The scope of a part of the layer, such as a cell; the part is frozen where this layer is.
  default Scope child(String name, boolean trainable) {
    return child(name, trainable, Call.PLAIN);
  }

  /// The scope of a layer within this one that is called with more than its inputs.
  Scope child(String name, boolean trainable, Call call);
}
