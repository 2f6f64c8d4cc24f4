package org.sungu.graph.composed;

import org.sungu.graph.PickMaximum;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// The largest element of each window, by channel; padding never wins. The gradient goes to the first of those that tie.
///
/// Source: [Keras](https://keras.io/api/layers/pooling_layers/max_pooling2d/).
public final class MaxPool {
  private MaxPool() {}

  /// `[n, spatial…, channels]` gives `[n, windows…, channels]`.
  ///
  /// @param low padding in front of each spatial axis; `high` is that behind
  public static Tensor of(Tensor x, Shape window, Shape strides, Shape low, Shape high) {
    return PickMaximum.of(x, x, window, strides, low, high);
  }
}
