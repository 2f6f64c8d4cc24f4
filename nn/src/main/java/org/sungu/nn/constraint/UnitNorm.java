package org.sungu.nn.constraint;

import java.util.List;
import org.sungu.graph.Tensor;

/// Scales every part to norm 1. Source: [keras.io](https://keras.io/api/layers/constraints/).
///
/// @param axis the axes along which a norm is taken: 0 for each unit of a dense kernel; `[0, 1, 2]` for each filter of an image
/// convolution
public record UnitNorm(List<Integer> axis) implements Constraint {
  public UnitNorm {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults.
  public UnitNorm() {
    this(List.of(0));
  }

  @Override
  public Tensor project(Tensor weight) {
    return weight.dividedBy(Norms.along(weight, axis).plus(Norms.EPSILON));
  }
}
