package org.sungu.nn.constraint;

import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Clip;

/// Draws the norm of every part into the range from `minValue` to `maxValue`, all the way for rate 1, by that share of the way below.
/// Source: [keras.io](https://keras.io/api/layers/constraints/).
///
/// @param axis the axes along which a norm is taken: 0 for each unit of a dense kernel; `[0, 1, 2]` for each filter of an image
/// convolution
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axis) implements Constraint {
  public MinMaxNorm {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults.
  public MinMaxNorm() {
    this(0, 1, 1, List.of(0));
  }

  @Override
  public Tensor project(Tensor weight) {
    Tensor norms = Norms.along(weight, axis);
    Tensor desired = Clip.of(norms, minValue, maxValue).times(rate).plus(norms.times(1 - rate));
    return weight.times(desired.dividedBy(norms.plus(Norms.EPSILON)));
  }
}
