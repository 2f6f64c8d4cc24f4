package org.sungu.graph.evaluation;

import org.sungu.graph.Iota;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StridedWalk;

/// The numbers of an [Iota].
public final class IotaEvaluation {
  private IotaEvaluation() {}

  public static NDArray of(Iota op) {
    Shape shape = op.type().shape();
    NDArray result = NDArray.zeros(op.type().dtype(), shape);
    long[] strides = new long[shape.rank()];
    strides[op.axis()] = 1;
    StridedWalk index = new StridedWalk(shape, 0, strides);
    for (long i = 0; i < result.elementCount(); i++, index.advance()) {
      result.setLong(i, index.offset());
    }
    return result;
  }
}
