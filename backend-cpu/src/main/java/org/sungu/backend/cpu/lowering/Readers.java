package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.graph.program.Program;

/// Who reads what in a program.
final class Readers {
  private final Map<Tensor, List<Node>> nodes = new HashMap<>();
  private final Set<Tensor> returned;

  Readers(Program program) {
    for (Node node : program.nodes()) {
      for (Tensor input : node.inputs()) {
        nodes.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
    returned = new HashSet<>(program.outputs());
    returned.addAll(program.updates().values());
  }

  /// The nodes that read a tensor, as often as they do.
  List<Node> of(Tensor tensor) {
    return nodes.getOrDefault(tensor, List.of());
  }

  /// Whether a tensor is read behind the run: an output, or the new value of a variable.
  boolean isReturned(Tensor tensor) {
    return returned.contains(tensor);
  }

  /// The only node that reads a tensor, which is no output of the program, or null.
  @Nullable Node only(Tensor tensor) {
    List<Node> readers = of(tensor);
    return !readers.isEmpty() && !isReturned(tensor) && readers.stream().allMatch(node -> node == readers.getFirst()) ? readers.getFirst() : null;
  }

  /// The permutation of axes by which all readers of a tensor transpose it, or null.
  @Nullable List<Integer> commonTranspose(Tensor tensor) {
    List<Node> readers = of(tensor);
    if (readers.isEmpty() || !(readers.getFirst().op() instanceof Transpose first)) {
      return null;
    }
    return readers.stream().allMatch(node -> node.op().equals(first)) ? first.permutation() : null;
  }
}
