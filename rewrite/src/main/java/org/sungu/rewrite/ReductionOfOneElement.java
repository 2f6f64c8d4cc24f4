package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;

/// `reduceSum(x) {axes=[1]}` and `reduceMax` → `reshape(x)` where every reduced axis has size 1, or none is reduced.
public final class ReductionOfOneElement implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return switch (node.op()) {
      case ReduceSum sum -> reshape(node, sum.axes());
      case ReduceMax max -> reshape(node, max.axes());
      default -> null;
    };
  }

  private static @Nullable Tensor reshape(Node node, List<Integer> axes) {
    Tensor x = node.input(0);
    return axes.stream().allMatch(axis -> x.shape().size(axis) == 1) ? Reshape.of(x, node.output(0).shape()) : null;
  }
}
