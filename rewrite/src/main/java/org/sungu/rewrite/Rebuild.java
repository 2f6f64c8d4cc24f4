package org.sungu.rewrite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;

/// Which tensor stands for which while a program is copied. What does not change is shared with the old program.
final class Rebuild {
  private final Map<Tensor, Tensor> replacements = new HashMap<>();

  /// What stands for a tensor of the old program: itself if nothing else was said.
  Tensor of(Tensor tensor) {
    return replacements.getOrDefault(tensor, tensor);
  }

  List<Tensor> of(List<Tensor> tensors) {
    return tensors.stream().map(this::of).toList();
  }

  void replace(Tensor old, Tensor replacement) {
    if (old == replacement) {
      return;
    }
    if (!old.type().equals(replacement.type())) {
      throw new IllegalStateException("rewrite puts " + replacement + " in the place of " + old + "; expected the same type");
    }
    replacements.put(old, replacement);
  }

  void replace(Node old, Node replacement) {
    for (int i = 0; i < old.outputs().size(); i++) {
      replace(old.output(i), replacement.output(i));
    }
  }

  /// The node on its replaced inputs; the node itself where they are the old ones.
  Node copy(Node node) {
    for (Tensor input : node.inputs()) {
      if (replacements.containsKey(input)) {
        return Node.of(node.op(), of(node.inputs()));
      }
    }
    return node;
  }

  /// The new program, or the old one itself where nothing changed.
  Program finish(Program program) {
    return replacements.isEmpty() ? program : finish(program, program.updates());
  }

  /// The new program with only the given ones of the old updates.
  Program finish(Program program, SequencedMap<Variable, Tensor> updates) {
    SequencedMap<Variable, Tensor> replaced = new LinkedHashMap<>();
    updates.forEach((variable, value) -> replaced.put(variable, of(value)));
    return Program.of(program.inputs(), of(program.outputs()), replaced);
  }
}
