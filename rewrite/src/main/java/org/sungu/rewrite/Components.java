package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sungu.graph.Node;

/// Disjoint sets of nodes that can be joined (union-find, Tarjan 1975).
final class Components {
  private final Map<Node, Node> parents = new LinkedHashMap<>();

  void add(Node node) {
    parents.put(node, node);
  }

  void join(Node a, Node b) {
    parents.put(root(b), root(a));
  }

  /// The sets, by their first nodes, and their members, all in the order in which they were added.
  Collection<List<Node>> sets() {
    Map<Node, List<Node>> sets = new LinkedHashMap<>();
    for (Node node : parents.keySet()) {
      sets.computeIfAbsent(root(node), _ -> new ArrayList<>()).add(node);
    }
    return sets.values();
  }

  private Node root(Node node) {
    Node current = node;
    Node parent = parent(current);
    while (parent != current) {
      // Halving the path keeps later look-ups short.
      Node above = parent(parent);
      parents.put(current, above);
      current = above;
      parent = parent(current);
    }
    return current;
  }

  private Node parent(Node node) {
    Node parent = parents.get(node);
    if (parent == null) {
      throw new IllegalStateException("unknown " + node);
    }
    return parent;
  }
}
