package org.sungu.gradient;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Gradients;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Scan;
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
    Map<Tensor, Tensor> gradients = propagate(Map.of(loss, Constant.scalar(loss.dtype(), 1)), targets);
    return targets.stream().map(target -> gradients.containsKey(target) ? gradients.get(target) : zeros(target)).toList();
  }

  /// The gradients that reach the targets, given those of some tensors behind them. Where none arrives, there is no entry.
  static Map<Tensor, Tensor> propagate(Map<Tensor, Tensor> seeds, Collection<Tensor> targets) {
    List<Node> nodes = Program.of(List.of(), List.copyOf(seeds.keySet())).nodes();
    Set<Tensor> wanted = new HashSet<>(targets);
    Set<Node> onPath = nodesBehind(wanted, nodes);
    Map<Tensor, Tensor> upstream = new HashMap<>(seeds);
    for (Node node : nodes.reversed()) {
      if (onPath.contains(node) && node.outputs().stream().anyMatch(upstream::containsKey)) {
        propagate(node, input -> wanted.contains(input) || onPath.contains(input.node()), upstream);
      }
    }
    return upstream;
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

  private static void propagate(Node node, Predicate<Tensor> needed, Map<Tensor, Tensor> upstream) {
    Gradients flowing = switch (node.op()) {
      case Scan scan -> new ScanGradient(scan, node).of(upstream, needed);
      default -> node.op().gradient(node, node.outputs().stream()
          .map(output -> upstream.containsKey(output) ? upstream.get(output) : zeros(output)).toList());
    };
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      @Nullable Tensor gradient = flowing.get(i);
      if (gradient != null && needed.test(input)) {
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

  static Tensor zeros(Tensor like) {
    return Broadcast.of(Constant.scalar(like.dtype(), 0), like.shape());
  }
}
