package org.sungu.nn.metric;

import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Iota;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Whether a class is among those with the largest predictions.
final class TopK {
  private TopK() {}

  /// True where fewer than k predictions are larger than that of the class; so classes that tie are all in. Classes `[…]`, predictions
  /// `[…,classes]`; a class outside them, or a prediction that is NaN, counts as smallest.
  static Tensor contains(Tensor classes, Tensor yPred, int k) {
    Tensor positions = Iota.of(DType.INT32, Shape.of(yPred.shape().size(-1)), 0);
    Tensor chosen = Equal.of(classes.reshape(yPred.shape().with(-1, 1).toArray()), positions);
    Tensor lowest = Constant.scalar(yPred.dtype(), Double.NEGATIVE_INFINITY);
    Tensor known = Select.of(IsNaN.of(yPred), lowest, yPred);
    Tensor own = ReduceMax.keeping(Select.of(chosen, known, lowest), -1);
    Tensor larger = ReduceSum.of(Less.of(own, yPred).cast(DType.INT32), -1);
    return LessOrEqual.of(larger.plus(1), Constant.scalar(DType.INT32, k));
  }
}
