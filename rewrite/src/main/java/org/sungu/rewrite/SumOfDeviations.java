package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;

/// `reduceSum(c·(x - mean(x)))` → `0`, where the mean is over axes that are summed over, and c is the same along them: deviations from a mean add
/// up to nothing.
///
/// The gradient of a variance is full of such sums: those through the mean. What they come to otherwise is rounding.
public final class SumOfDeviations implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    boolean isNothing = node.op() instanceof ReduceSum sum && node.output(0).dtype().isFloating() && isNothing(node.input(0), sum.axes());
    return isNothing ? Broadcast.of(Constant.scalar(node.output(0).dtype(), 0), node.output(0).shape()) : null;
  }

  private static boolean isNothing(Tensor value, List<Integer> axes) {
    Node node = value.node();
    return switch (node.op()) {
      case Add _ -> hasShape(node, 0) && hasShape(node, 1) && isNothing(node.input(0), axes) && isNothing(node.input(1), axes);
      case Subtract _ -> {
        Deviation deviation = Deviation.of(value);
        yield (deviation != null && axes.containsAll(deviation.axes()))
            || (hasShape(node, 0) && hasShape(node, 1) && isNothing(node.input(0), axes) && isNothing(node.input(1), axes));
      }
      case Negate _ -> isNothing(node.input(0), axes);
      case Multiply _ -> isMultipleOfNothing(node, 0, axes) || isMultipleOfNothing(node, 1, axes);
      default -> false;
    };
  }

  private static boolean hasShape(Node node, int input) {
    return node.input(input).shape().equals(node.output(0).shape());
  }

  /// Whether one factor adds up to nothing and the other is the same along all axes that are summed over.
  private static boolean isMultipleOfNothing(Node product, int index, List<Integer> axes) {
    Tensor factor = product.input(1 - index);
    int added = product.output(0).rank() - factor.rank();
    return hasShape(product, index) && axes.stream().allMatch(axis -> axis < added || factor.shape().size(axis - added) == 1)
        && isNothing(product.input(index), axes);
  }
}
