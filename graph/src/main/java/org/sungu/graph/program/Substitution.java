package org.sungu.graph.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;

/// Graph computed anew from other tensors.
public final class Substitution {
  private Substitution() {}

  /// The same computations with some tensors replaced by others of the same type. What does not depend on them stays as it is.
  public static List<Tensor> of(List<Tensor> tensors, Map<Tensor, Tensor> replacements) {
    Map<Tensor, Tensor> values = new HashMap<>(replacements);
    for (Node node : Program.of(List.of(), tensors).nodes()) {
      if (node.inputs().stream().anyMatch(values::containsKey)) {
        Node copy = Node.of(node.op(), node.inputs().stream().map(input -> values.getOrDefault(input, input)).toList());
        for (int i = 0; i < node.outputs().size(); i++) {
          values.putIfAbsent(node.output(i), copy.output(i));
        }
      }
    }
    return tensors.stream().map(tensor -> values.getOrDefault(tensor, tensor)).toList();
  }
}
