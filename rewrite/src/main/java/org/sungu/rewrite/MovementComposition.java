package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Movement;
import org.sungu.graph.Node;
import org.sungu.graph.Pad;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.tensor.Shape;

/// Two movements of one kind become one, and those that move nothing go: `reshape(reshape(x))` → `reshape(x)`,
/// `transpose(transpose(x))` → `transpose(x)` or `x`, `broadcast(broadcast(x))` → `broadcast(x)`, `reverse(reverse(x))` → `x`,
/// `concatenate(x)` → `x`, a slice of everything and a pad by nothing → `x`.
public final class MovementComposition implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof Movement movement)) {
      return null;
    }
    Tensor x = node.input(0);
    Movement inner = x.node().op() instanceof Movement found ? found : null;
    return switch (movement) {
      case Reshape reshape -> inner instanceof Reshape ? Reshape.of(source(x), reshape.shape()) : sameShape(node);
      case Broadcast broadcast -> inner instanceof Broadcast ? Broadcast.of(source(x), broadcast.shape()) : sameShape(node);
      case Transpose transpose -> transpose(transpose, x, inner);
      case Reverse reverse -> reverse.equals(inner) ? source(x) : x.shape().size(reverse.axis()) == 1 ? x : null;
      case Slice slice -> slice.size().equals(x.shape()) ? x : null;
      case Pad _ -> sameShape(node);
      case Concatenate _ -> node.inputs().size() == 1 ? x : null;
    };
  }

  private static @Nullable Tensor transpose(Transpose outer, Tensor x, @Nullable Movement inner) {
    if (inner instanceof Transpose first) {
      List<Integer> both = outer.permutation().stream().map(first.permutation()::get).toList();
      return Tensor.of(new Transpose(both), source(x));
    }
    return isOrdered(outer.permutation(), x.shape()) ? Reshape.of(x, permuted(outer, x.shape())) : null;
  }

  /// Whether the axes keep their order but for those of size 1, so that the elements stay where they are.
  private static boolean isOrdered(List<Integer> permutation, Shape shape) {
    int last = -1;
    for (int axis : permutation) {
      if (shape.size(axis) != 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    return true;
  }

  private static Shape permuted(Transpose op, Shape shape) {
    return Shape.of(op.permutation().stream().mapToInt(shape::size).toArray());
  }

  private static @Nullable Tensor sameShape(Node node) {
    return node.input(0).shape().equals(node.output(0).shape()) ? node.input(0) : null;
  }

  private static Tensor source(Tensor moved) {
    return moved.node().input(0);
  }
}
