package org.sungu.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Gradients;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.Shape;

/// Gradients of a scalar with respect to tensors, by reverse-mode differentiation (Linnainmaa, 1970).
///
/// The result is graph again, so gradients of gradients need nothing more. Only nodes between the targets and the loss are visited.
public final class Gradient {
  private Gradient() {}

  /// The gradient of `loss` with respect to each target, with the target's type; zeros where the loss does not depend on it.
  ///
  /// @throws ShapeException if the loss is not a floating scalar
  public static List<Tensor> of(Tensor loss, List<Tensor> targets) {
    if (!loss.shape().equals(Shape.SCALAR) || !loss.dtype().isFloating()) {
      throw new ShapeException("gradient of " + loss.type() + "; expected a floating scalar, take the mean or sum first");
    }
    List<Node> nodes = Program.of(List.of(), List.of(loss)).nodes();
    Set<Tensor> wanted = new HashSet<>(targets);
    Set<Node> onPath = nodesBehind(wanted, nodes);
    Map<Tensor, Tensor> upstream = new HashMap<>();
    upstream.put(loss, Constant.scalar(loss.dtype(), 1));
    for (Node node : nodes.reversed()) {
      if (onPath.contains(node) && node.outputs().stream().anyMatch(upstream::containsKey)) {
        propagate(node, wanted, onPath, upstream);
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor target : targets) {
      Tensor gradient = upstream.get(target);
      result.add(gradient != null ? gradient : zeros(target));
    }
    return result;
  }

  private static Set<Node> nodesBehind(Set<Tensor> targets, List<Node> nodes) {
    Set<Node> found = new HashSet<>();
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(input -> targets.contains(input) || found.contains(input.node()))) {
        found.add(node);
      }
    }
    return found;
  }

  private static void propagate(Node node, Set<Tensor> wanted, Set<Node> onPath, Map<Tensor, Tensor> upstream) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor output : node.outputs()) {
      Tensor gradient = upstream.get(output);
      gradients.add(gradient != null ? gradient : zeros(output));
    }
    Gradients flowing = node.op().gradient(node, gradients);
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      @Nullable Tensor gradient = flowing.get(i);
      if (gradient != null && (wanted.contains(input) || onPath.contains(input.node()))) {
        upstream.merge(input, unbroadcast(gradient, input), Tensor::plus);
      }
    }
  }

  /// Sums a gradient over the axes along which its tensor was stretched.
  private static Tensor unbroadcast(Tensor gradient, Tensor target) {
    Shape from = gradient.shape();
    Shape to = target.shape();
    if (from.equals(to)) {
      return gradient;
    }
    if (from.elementCount() == to.elementCount() && from.rank() > to.rank()) {
      return Reshape.of(gradient, to);
    }
    if (from.broadcast(to).equals(to)) {
      return Broadcast.of(gradient, to);
    }
    int added = from.rank() - to.rank();
    int[] stretched = IntStream.range(0, from.rank())
        .filter(axis -> axis < added || (to.size(axis - added) == 1 && from.size(axis) != 1))
        .toArray();
    return Reshape.of(ReduceSum.of(gradient, stretched), to);
  }

  private static Tensor zeros(Tensor like) {
    return Broadcast.of(Constant.scalar(like.dtype(), 0), like.shape());
  }
}
