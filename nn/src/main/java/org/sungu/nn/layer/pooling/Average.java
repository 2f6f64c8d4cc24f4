package org.sungu.nn.layer.pooling;

import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.tensor.DType;

/// The mean over space, as Keras takes it: sums of half-precision numbers are made in float32, where they do not overflow.
final class Average {
  private Average() {}

  static Tensor of(Tensor x, boolean keepAxes, int... axes) {
    Tensor wide = x.dtype() == DType.FLOAT64 ? x : x.cast(DType.FLOAT32);
    Tensor mean = keepAxes ? Mean.keeping(wide, axes) : Mean.of(wide, axes);
    return x.dtype().isFloating() ? mean.cast(x.dtype()) : mean;
  }
}
