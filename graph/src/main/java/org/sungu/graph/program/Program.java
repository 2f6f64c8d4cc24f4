package org.sungu.graph.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;

/// One run's work: tensors to feed, tensors to return, and new values for variables.
///
/// All variables are read as they were before the run; the updates take effect together at its end.
public final class Program {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final SequencedMap<Variable, Tensor> updates;
  private final List<Node> nodes;

  private Program(List<Tensor> inputs, List<Tensor> outputs, SequencedMap<Variable, Tensor> updates) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.updates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(updates));
    List<Tensor> roots = new ArrayList<>(outputs);
    roots.addAll(updates.values());
    this.nodes = topologicalOrder(inputs, roots);
  }

  /// @param inputs outputs of [Input] nodes, in the order in which they are fed
  /// @param outputs what a run returns
  /// @param updates the new value of each variable that changes
  /// @throws ShapeException if an update's type is not its variable's
  public static Program of(List<Tensor> inputs, List<Tensor> outputs, Map<Variable, Tensor> updates) {
    for (Tensor input : inputs) {
      if (!(input.node().op() instanceof Input)) {
        throw new IllegalArgumentException("program input is the result of " + input.node().op().name() + "; expected an Input");
      }
    }
    updates.forEach((variable, value) -> {
      if (!variable.type().equals(value.type())) {
        throw new ShapeException("update of variable " + variable + " got " + value.type() + "; expected " + variable.type());
      }
    });
    return new Program(inputs, outputs, new LinkedHashMap<>(updates));
  }

  public static Program of(List<Tensor> inputs, List<Tensor> outputs) {
    return of(inputs, outputs, Map.of());
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  /// The new values, in the order in which they were given.
  public SequencedMap<Variable, Tensor> updates() {
    return updates;
  }

  /// Every node that the run needs, inputs first, each behind the nodes it reads from. The order is the same every time.
  public List<Node> nodes() {
    return nodes;
  }

  /// Every variable read or updated, in order of appearance.
  public SequencedSet<Variable> variables() {
    SequencedSet<Variable> found = new LinkedHashSet<>();
    for (Node node : nodes) {
      if (node.op() instanceof ReadVariable read) {
        found.add(read.variable());
      }
    }
    found.addAll(updates.keySet());
    return found;
  }

  /// The program as text, which [Parser] reads back.
  @Override
  public String toString() {
    return Printer.print(this);
  }

  // Graphs are deep (a recurrent net unrolled), so the walk keeps its own stack.
  private static List<Node> topologicalOrder(List<Tensor> inputs, List<Tensor> roots) {
    SequencedSet<Node> done = new LinkedHashSet<>();
    for (Tensor input : inputs) {
      done.add(input.node());
    }
    List<Node> stack = new ArrayList<>();
    for (Tensor root : roots) {
      stack.add(root.node());
      while (!stack.isEmpty()) {
        Node node = stack.getLast();
        if (done.contains(node)) {
          stack.removeLast();
          continue;
        }
        boolean ready = true;
        for (int i = node.inputs().size() - 1; i >= 0; i--) {
          Node source = node.input(i).node();
          if (!done.contains(source)) {
            stack.add(source);
            ready = false;
          }
        }
        if (ready) {
          done.add(node);
          stack.removeLast();
        }
      }
    }
    return List.copyOf(done);
  }
}
