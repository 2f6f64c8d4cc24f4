package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Tensor;

/// Pointwise nodes of one shape that are about to become one, in the order of the program.
final class FusionGroup {
  private final SequencedSet<Node> members = new LinkedHashSet<>();
  private final SequencedSet<Tensor> inputs = new LinkedHashSet<>();

  void add(Node node) {
    members.add(node);
    inputs.addAll(outside(node));
  }

  SequencedSet<Node> members() {
    return members;
  }

  /// What the group reads from other nodes, in order of first use.
  SequencedSet<Tensor> inputs() {
    return inputs;
  }

  /// How many arrays the group would read with more members; single numbers cost nothing.
  long arraysWith(List<Node> more) {
    Set<Tensor> all = new LinkedHashSet<>(inputs);
    Set<Node> inside = new HashSet<>(more);
    for (Node node : more) {
      outside(node).stream().filter(input -> !inside.contains(input.node())).forEach(all::add);
    }
    return all.stream().filter(input -> input.shape().elementCount() != 1).count();
  }

  /// Makes the fused node, once everything it reads is rebuilt, and puts its outputs in the place of those members that others use.
  void fuse(Rebuild rebuild, Set<Tensor> usedOutside) {
    Map<Tensor, Integer> values = new HashMap<>();
    for (Tensor input : inputs) {
      values.put(input, values.size());
    }
    List<FusedPointwise.Step> steps = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    for (Node member : members) {
      steps.add(new FusedPointwise.Step((Pointwise) member.op(), member.inputs().stream().map(values::get).toList()));
      values.put(member.output(0), values.size());
      if (usedOutside.contains(member.output(0))) {
        results.add(steps.size() - 1);
      }
    }
    Node fused = Node.of(new FusedPointwise(inputs.size(), steps, results), rebuild.of(List.copyOf(inputs)));
    List<Node> ordered = List.copyOf(members);
    for (int i = 0; i < results.size(); i++) {
      rebuild.replace(ordered.get(results.get(i)).output(0), fused.output(i));
    }
  }

  private List<Tensor> outside(Node node) {
    return node.inputs().stream().filter(input -> !members.contains(input.node())).toList();
  }
}
