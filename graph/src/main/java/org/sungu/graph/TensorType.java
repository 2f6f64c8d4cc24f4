package org.sungu.graph;

import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What is known of a tensor before it has a value: element type and shape.
public record TensorType(DType dtype, Shape shape) {
  public TensorType withShape(Shape newShape) {
    return new TensorType(dtype, newShape);
  }

  public TensorType withDType(DType newType) {
    return new TensorType(newType, shape);
  }

  /// For example `float32[32,64]`.
  @Override
  public String toString() {
    return dtype.kerasName() + shape;
  }
}
