package org.sungu.graph.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sungu.graph.Body;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Scan;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;

/// Checks what holds in every sound program: each node comes behind those it reads from, its inputs infer exactly the types of its
/// outputs, every [Input] that is read is declared once, and no two variables share a name. (Cycles cannot arise: a node is made from
/// tensors that exist already.)
///
/// Meant for the end of every rewrite: the error names the node, in the numbers that [Printer] gives it.
public final class Verifier {
  private Verifier() {}

  /// @throws IllegalStateException if something does not hold
  public static void verify(Program program) {
    verifyInputs(program);
    verifyVariables(program);
    Map<Tensor, Integer> numbers = new HashMap<>();
    for (Node node : program.nodes()) {
      for (Tensor input : node.inputs()) {
        if (!numbers.containsKey(input)) {
          throw error(node, numbers, "reads " + input + ", which no node in front of it computes; expected nodes in order of use");
        }
      }
      verifyTypes(node, numbers);
      if (node.op() instanceof Scan scan) {
        verifyBody(node, scan.body(), numbers);
      }
      for (Tensor output : node.outputs()) {
        numbers.put(output, numbers.size());
      }
    }
  }

  private static void verifyInputs(Program program) {
    Set<Tensor> declared = new HashSet<>();
    for (Tensor input : program.inputs()) {
      if (!declared.add(input)) {
        throw new IllegalStateException("program input " + input + " is declared twice; expected each input once");
      }
    }
    for (Node node : program.nodes()) {
      if (node.op() instanceof Input input && !declared.contains(node.output(0))) {
        throw new IllegalStateException("input '" + input.label() + "' " + input.type()
            + " is read but not declared; add it to the program's inputs");
      }
    }
  }

  private static void verifyVariables(Program program) {
    Map<String, Variable> names = new HashMap<>();
    for (Variable variable : program.variables()) {
      Variable other = names.putIfAbsent(variable.name(), variable);
      if (other != null && other != variable) {
        throw new IllegalStateException("two variables are named '" + variable.name() + "' (" + other.type() + " and "
            + variable.type() + "); expected one Variable object for each name");
      }
    }
    program.updates().forEach((variable, value) -> {
      if (!variable.type().equals(value.type())) {
        throw new IllegalStateException("update of variable " + variable + " got " + value.type());
      }
    });
  }

  private static void verifyTypes(Node node, Map<Tensor, Integer> numbers) {
    List<TensorType> actual = node.outputs().stream().map(Tensor::type).toList();
    List<TensorType> inferred;
    try {
      inferred = node.op().infer(node.inputs().stream().map(Tensor::type).toList());
    } catch (ShapeException e) {
      throw error(node, numbers, "does not fit its inputs: " + e.getMessage());
    }
    if (!inferred.equals(actual)) {
      throw error(node, numbers, "has outputs " + actual + "; its inputs infer " + inferred);
    }
  }

  private static void verifyBody(Node node, Body body, Map<Tensor, Integer> numbers) {
    Program program = Program.of(body.inputs(), body.outputs());
    if (!program.variables().isEmpty()) {
      throw error(node, numbers, "has a body that reads variables " + program.variables() + "; expected them among the inputs");
    }
    try {
      verify(program);
    } catch (IllegalStateException e) {
      throw error(node, numbers, "has an unsound body: " + e.getMessage());
    }
  }

  private static IllegalStateException error(Node node, Map<Tensor, Integer> numbers, String message) {
    List<String> inputs = node.inputs().stream()
        .map(input -> (numbers.containsKey(input) ? "%" + numbers.get(input) : "?") + ": " + input.type())
        .toList();
    return new IllegalStateException(
        "node %" + numbers.size() + " = " + node.op().name() + "(" + String.join(", ", inputs) + ") " + message);
  }
}
