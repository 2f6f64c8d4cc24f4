package org.sungu.graph.composed;

import org.sungu.graph.Equal;
import org.sungu.graph.Iota;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A new last axis of the given size that is 1 at the index and 0 elsewhere; all 0 for an index outside.
public final class OneHot {
  private OneHot() {}

  public static Tensor of(Tensor indices, int size, DType dtype) {
    Tensor positions = Iota.of(indices.dtype(), Shape.of(size), 0);
    return Equal.of(indices.reshape(indices.shape().append(1).toArray()), positions).cast(dtype);
  }
}
