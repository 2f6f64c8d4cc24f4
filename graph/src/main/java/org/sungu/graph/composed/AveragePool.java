package org.sungu.graph.composed;

import org.sungu.graph.Constant;
import org.sungu.graph.Tensor;
import org.sungu.graph.WindowSum;
import org.sungu.graph.Windows;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The mean of each window's elements, by channel; padding does not count.
///
/// Source: [Keras](https://keras.io/api/layers/pooling_layers/average_pooling2d/).
public final class AveragePool {
  private AveragePool() {}

  /// `[n, spatial…, channels]` gives `[n, windows…, channels]`.
  ///
  /// @param low padding in front of each spatial axis; `high` is that behind
  public static Tensor of(Tensor x, Shape window, Shape strides, Shape low, Shape high) {
    Tensor sum = WindowSum.of(x, window, strides, low, high);
    Windows windows = Windows.of(window, strides, low, high);
    Shape spatial = x.shape().range(1, x.rank() - 1);
    int size = Math.toIntExact(window.elementCount());
    double[] counts = new double[Math.toIntExact(windows.count(spatial).elementCount())];
    boolean full = true;
    int[] positions = windows.positions(spatial);
    for (int i = 0; i < positions.length; i++) {
      counts[i / size] += positions[i] < 0 ? 0 : 1;
      full &= positions[i] >= 0;
    }
    if (full) {
      return sum.dividedBy(size);
    }
    Shape shape = windows.count(spatial).append(1);
    return sum.dividedBy(Constant.of(NDArray.of(shape, counts).cast(x.dtype())));
  }
}
