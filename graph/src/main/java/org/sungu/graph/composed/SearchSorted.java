package org.sungu.graph.composed;

import org.sungu.graph.And;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Gather;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Minimum;
import org.sungu.graph.Not;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// How many elements of an ascending vector are not greater than x, as int32; all of them for NaN. By bisection.
public final class SearchSorted {
  private SearchSorted() {}

  /// @param ascending shape `[n]`, of x's element type
  public static Tensor of(Tensor ascending, Tensor x) {
    int size = ascending.shape().size(0);
    Tensor last = Constant.scalar(DType.INT32, size);
    Tensor count = Broadcast.of(Constant.scalar(DType.INT32, 0), x.shape());
    for (int step = Integer.highestOneBit(size); step > 0; step >>= 1) {
      Tensor candidate = count.plus(step);
      Tensor element = Gather.of(ascending, Minimum.of(candidate, last).minus(1), 0);
      Tensor reached = And.of(LessOrEqual.of(candidate, last), Not.of(Less.of(x, element)));
      count = Select.of(reached, candidate, count);
    }
    return count;
  }
}
