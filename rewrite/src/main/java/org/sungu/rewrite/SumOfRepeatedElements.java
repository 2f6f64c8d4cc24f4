package org.sungu.rewrite;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// `reduceSum(broadcast(x))` → `n · reduceSum(x)`, where all axes along which `x` is repeated are summed over and `n` is how often that repeats it. The
/// gradient of a bias behind a mean is such a sum.
public final class SumOfRepeatedElements implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof ReduceSum sum) || !(node.input(0).node().op() instanceof Broadcast) || !node.output(0).dtype().isFloating()) {
      return null;
    }
    Shape stretched = node.input(0).shape();
    Tensor x = node.input(0).node().input(0);
    int added = stretched.rank() - x.rank();
    Shape shape = Shape.of(IntStream.range(0, stretched.rank()).map(axis -> axis < added ? 1 : x.shape().size(axis - added)).toArray());
    double times = 1;
    for (int axis = 0; axis < stretched.rank(); axis++) {
      if (shape.size(axis) != stretched.size(axis)) {
        if (!sum.axes().contains(axis)) {
          return null;
        }
        times *= stretched.size(axis);
      }
    }
    return Tensor.of(sum, x.shape().equals(shape) ? x : Reshape.of(x, shape)).times(times);
  }
}
