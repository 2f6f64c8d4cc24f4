package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A symbolic value: one output of a [Node]. It has a type but no numbers; those exist only while a program runs.
///
/// Tensors are compared by identity. Arithmetic reads as methods here; every other primitive is `Primitive.of(…)`.
public final class Tensor {
  private final Node node;
  private final int index;
  private final TensorType type;

  Tensor(Node node, int index, TensorType type) {
    this.node = node;
    this.index = index;
    this.type = type;
  }

  /// The only output of an op applied to the inputs.
  public static Tensor of(SingleOutputOp op, Tensor... inputs) {
    return Node.of(op, List.of(inputs)).output(0);
  }

  public Node node() {
    return node;
  }

  /// Which output of its node this is.
  public int index() {
    return index;
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

  public int rank() {
    return type.shape().rank();
  }

  public Tensor plus(Tensor other) {
    return Add.of(this, other);
  }

  public Tensor plus(double value) {
    return Add.of(this, Constant.scalar(dtype(), value));
  }

  public Tensor minus(Tensor other) {
    return Subtract.of(this, other);
  }

  public Tensor minus(double value) {
    return Subtract.of(this, Constant.scalar(dtype(), value));
  }

  /// `value - this`.
  public Tensor subtractedFrom(double value) {
    return Subtract.of(Constant.scalar(dtype(), value), this);
  }

  public Tensor times(Tensor other) {
    return Multiply.of(this, other);
  }

  public Tensor times(double value) {
    return Multiply.of(this, Constant.scalar(dtype(), value));
  }

  public Tensor dividedBy(Tensor other) {
    return Divide.of(this, other);
  }

  public Tensor dividedBy(double value) {
    return Divide.of(this, Constant.scalar(dtype(), value));
  }

  public Tensor negated() {
    return Negate.of(this);
  }

  /// `this * this`.
  public Tensor squared() {
    return Multiply.of(this, this);
  }

  public Tensor cast(DType target) {
    return target == dtype() ? this : Cast.of(this, target);
  }

  public Tensor reshape(int... sizes) {
    return Reshape.of(this, Shape.of(sizes));
  }

  @Override
  public String toString() {
    return node.op().name() + " " + type;
  }
}
