package org.sungu.nn.constraint;

import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Clip;

/// Scales parts whose norm exceeds `maxValue` down to it. Source: [keras.io](https://keras.io/api/layers/constraints/).
///
/// @param axis the axes along which a norm is taken: 0 for each unit of a dense kernel; `[0, 1, 2]` for each filter of an image
/// convolution
public record MaxNorm(double maxValue, List<Integer> axis) implements Constraint {
  public MaxNorm {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults.
  public MaxNorm() {
    this(2);
  }

  public MaxNorm(double maxValue) {
    this(maxValue, List.of(0));
  }

  @Override
  public Tensor project(Tensor weight) {
    Tensor norms = Norms.along(weight, axis);
    return weight.times(Clip.of(norms, 0, maxValue).dividedBy(norms.plus(Norms.EPSILON)));
  }
}
