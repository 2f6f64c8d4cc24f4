package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Node;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.tensor.Shape;

/// `reshape(broadcast(c))` → `broadcast(c)` where c is a single number; alike for transpose, slice and reverse: wherever an element goes,
/// it is the same.
public final class MovementOfOneValue implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return switch (node.op()) {
      case Reshape _, Transpose _, Slice _, Reverse _ -> spread(node);
      default -> null;
    };
  }

  private static @Nullable Tensor spread(Node node) {
    Node source = node.input(0).node();
    if (!(source.op() instanceof Broadcast) || source.input(0).shape().elementCount() != 1) {
      return null;
    }
    return Broadcast.of(Reshape.of(source.input(0), Shape.SCALAR), node.output(0).shape());
  }
}
