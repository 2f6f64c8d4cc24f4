package org.sungu.graph.composed;

import org.sungu.graph.ShapeException;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;

/// The gated linear unit `a·sigmoid(b)`, a and b being the halves of x along an axis.
///
/// Source: [Dauphin et al., 2017](https://arxiv.org/abs/1612.08083).
public final class Glu {
  private Glu() {}

  /// @throws ShapeException if the axis has an odd size
  public static Tensor of(Tensor x, int axis) {
    int size = x.shape().size(axis);
    if (size % 2 != 0) {
      throw new ShapeException("glu: got " + x.type() + "; expected an even size on axis " + axis + ", to split it in two");
    }
    return Slice.of(x, axis, 0, size / 2).times(Sigmoid.of(Slice.of(x, axis, size / 2, size)));
  }
}
