package org.sungu.graph;

import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A named value that outlives a run: a weight, an optimizer's slot, a metric's total. The numbers live with a backend.
///
/// Variables are compared by identity.
public final class Variable {
  private final String name;
  private final TensorType type;
  private final boolean trainable;

  private Variable(String name, TensorType type, boolean trainable) {
    this.name = name;
    this.type = type;
    this.trainable = trainable;
  }

  /// A variable that gradients are taken for.
  public static Variable trainable(String name, DType dtype, Shape shape) {
    return new Variable(name, new TensorType(dtype, shape), true);
  }

  /// A variable that only explicit updates change.
  public static Variable state(String name, DType dtype, Shape shape) {
    return new Variable(name, new TensorType(dtype, shape), false);
  }

  /// A path such as `dense_1/kernel`.
  public String name() {
    return name;
  }

  public TensorType type() {
    return type;
  }

  public DType dtype() {
    return type.dtype();
  }

  public Shape shape() {
    return type.shape();
  }

  public boolean isTrainable() {
    return trainable;
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
