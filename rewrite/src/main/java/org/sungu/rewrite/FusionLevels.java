package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// A number for each node of a program such that nodes of one level and one shape can be fused in any grouping without a cycle.
///
/// An edge between two fusable nodes of one shape may stay within a level; every other edge climbs at least one. So a path that leaves
/// a group of equals ends on a higher level and never comes back. Every node starts on the lowest level it can have; then those that
/// only later nodes could be fused with sink to them: `β·m` of an optimizer waits for the gradient it is added to.
final class FusionLevels {
  private final Predicate<Node> fusable;
  private final Map<Node, Integer> levels = new HashMap<>();

  FusionLevels(Program program, Predicate<Node> fusable) {
    this.fusable = fusable;
    Map<Node, List<Node>> consumers = new HashMap<>();
    for (Node node : program.nodes()) {
      int lowest = 0;
      for (Tensor input : node.inputs()) {
        lowest = Math.max(lowest, of(input.node()) + climb(input.node(), node));
        consumers.computeIfAbsent(input.node(), _ -> new ArrayList<>()).add(node);
      }
      levels.put(node, lowest);
    }
    for (Node node : program.nodes().reversed()) {
      if (fusable.test(node)) {
        sink(node, consumers.getOrDefault(node, List.of()));
      }
    }
  }

  int of(Node node) {
    Integer level = levels.get(node);
    if (level == null) {
      throw new IllegalStateException("no level for " + node);
    }
    return level;
  }

  /// Whether an edge leads from one node into the other's group, if they are on one level.
  boolean joins(Node producer, Node consumer) {
    return fusable.test(producer) && fusable.test(consumer)
        && producer.output(0).shape().equals(consumer.output(0).shape());
  }

  private void sink(Node node, List<Node> consumers) {
    int highest = Integer.MAX_VALUE;
    boolean useful = false;
    for (Node consumer : consumers) {
      int bound = of(consumer) - climb(node, consumer);
      if (bound < highest) {
        useful = false;
      }
      highest = Math.min(highest, bound);
      useful |= bound == highest && joins(node, consumer);
    }
    if (useful) {
      levels.put(node, highest);
    }
  }

  private int climb(Node producer, Node consumer) {
    return joins(producer, consumer) ? 0 : 1;
  }
}
