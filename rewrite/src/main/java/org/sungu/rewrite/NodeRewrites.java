package org.sungu.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// Several rules in one pass: at each node, from the inputs on, the first rule that applies is followed until none applies.
final class NodeRewrites implements Rewrite {
  private static final int LONGEST_CHAIN = 100;

  private final List<NodeRewrite> rules;

  NodeRewrites(List<NodeRewrite> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public String name() {
    return rules.stream().map(Rewrite::name).collect(Collectors.joining(", "));
  }

  @Override
  public Program apply(Program program) {
    Rebuild rebuild = new Rebuild();
    Set<Node> settled = new HashSet<>();
    for (Node node : program.nodes()) {
      Node copy = rebuild.copy(node);
      if (copy.outputs().size() != 1) {
        rebuild.replace(node, copy);
        continue;
      }
      Tensor result = follow(copy, settled);
      settled.add(result.node());
      rebuild.replace(node.output(0), result);
    }
    return rebuild.finish(program);
  }

  private Tensor follow(Node node, Set<Node> settled) {
    Tensor current = node.output(0);
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      if (settled.contains(current.node()) || current.node().outputs().size() != 1) {
        return current;
      }
      Tensor next = step(current.node());
      if (next == null) {
        return current;
      }
      current = next;
    }
    throw new IllegalStateException("rules " + name() + " undo each other at " + node);
  }

  private @Nullable Tensor step(Node node) {
    for (NodeRewrite rule : rules) {
      Tensor replacement = rule.replace(node);
      if (replacement != null) {
        return replacement;
      }
    }
    return null;
  }
}
