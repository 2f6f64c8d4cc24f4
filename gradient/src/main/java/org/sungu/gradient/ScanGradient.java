package org.sungu.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Body;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Gradients;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.Reshape;
import org.sungu.graph.Scan;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Loop;
import org.sungu.graph.program.Program;
import org.sungu.graph.program.Substitution;

/// The gradient of a [Scan]: a loop in the other direction, whose body is the gradient of the body (backpropagation through time,
/// Werbos, 1990).
///
/// Its carries are the gradients of the carries. What the gradient reads of the forward steps comes in as sequences: the scan's own
/// ones, and its stacked outputs. What the steps contribute to an input that they share is summed by [StepSums].
final class ScanGradient {
  private final Scan scan;
  private final Node node;
  private final Body body;
  /// Where in the body each stacked tensor is an output.
  private final Map<Tensor, Integer> stacked = new HashMap<>();

  ScanGradient(Scan scan, Node node) {
    this.scan = scan;
    this.node = node;
    this.body = scan.body();
    for (int i = scan.carries(); i < body.outputs().size(); i++) {
      stacked.putIfAbsent(body.outputs().get(i), i);
    }
  }

  /// The gradients with respect to the node's inputs.
  ///
  /// @param upstream gradients of the node's outputs, where there are any
  /// @param needed which inputs' gradients anybody wants
  Gradients of(Map<Tensor, Tensor> upstream, Predicate<Tensor> needed) {
    List<Integer> carries = floatingCarries();
    List<Tensor> standIns = carries.stream().map(carry -> standIn(body.inputs().get(carry))).toList();
    Map<Tensor, Tensor> seeds = new LinkedHashMap<>();
    SequencedMap<Tensor, Tensor> sequences = new LinkedHashMap<>();
    for (int i = 0; i < carries.size(); i++) {
      seeds.merge(body.outputs().get(carries.get(i)), standIns.get(i), Tensor::plus);
    }
    for (int i = scan.carries(); i < body.outputs().size(); i++) {
      Tensor gradient = upstream.get(node.output(i));
      if (gradient != null) {
        Tensor slice = standIn(body.outputs().get(i));
        sequences.put(slice, gradient);
        seeds.merge(body.outputs().get(i), slice, Tensor::plus);
      }
    }
    Map<Tensor, Tensor> gradients = Gradient.propagate(seeds, body.inputs());
    List<Tensor> roots = new ArrayList<>();
    for (int carry : carries) {
      Tensor input = body.inputs().get(carry);
      Tensor gradient = gradients.get(input);
      roots.add(gradient == null ? Gradient.zeros(input) : gradient);
    }
    Map<Integer, Integer> sliceRoots = new HashMap<>();
    StepSums sums = new StepSums();
    Map<Integer, StepSums.Sum> captured = new HashMap<>();
    for (int i = scan.carries(); i < body.inputs().size(); i++) {
      Tensor gradient = gradients.get(body.inputs().get(i));
      if (gradient == null || !needed.test(node.input(i))) {
        continue;
      }
      if (i < scan.carries() + scan.sequences()) {
        sliceRoots.put(i, roots.size());
        roots.add(gradient);
      } else {
        captured.put(i, sums.of(gradient));
      }
    }
    roots.addAll(sums.stacked());
    roots.addAll(sums.accumulated());
    residuals(roots, sequences);
    List<Tensor> initial = new ArrayList<>();
    for (int carry : carries) {
      Tensor gradient = upstream.get(node.output(carry));
      initial.add(gradient == null ? Gradient.zeros(node.output(carry)) : gradient);
    }
    sums.accumulated().forEach(tensor -> initial.add(Gradient.zeros(tensor)));
    List<Tensor> inside = new ArrayList<>();
    Loop loop = Loop.of(scan.steps(), !scan.reversed(), initial, List.copyOf(sequences.values()), (states, slices) -> {
      inside.addAll(Substitution.of(roots, replacements(standIns, states, List.copyOf(sequences.keySet()), slices)));
      List<Tensor> next = new ArrayList<>(inside.subList(0, carries.size()));
      int firstSum = inside.size() - sums.accumulated().size();
      for (int i = carries.size(); i < states.size(); i++) {
        next.add(states.get(i).plus(inside.get(firstSum + i - carries.size())));
      }
      return new Loop.Step(next, inside.subList(carries.size(), firstSum));
    });
    @Nullable Tensor[] results = new Tensor[node.inputs().size()];
    for (int i = 0; i < carries.size(); i++) {
      results[carries.get(i)] = loop.carry(i);
    }
    sliceRoots.forEach((input, root) -> results[input] = loop.stacked(inside.get(root)));
    int firstStacked = carries.size() + sliceRoots.size();
    List<Tensor> stacks = inside.subList(firstStacked, firstStacked + sums.stacked().size()).stream().map(loop::stacked).toList();
    List<Tensor> totals = loop.carries().subList(carries.size(), loop.carries().size());
    captured.forEach((input, sum) -> results[input] = sum.total(stacks, totals));
    return Gradients.of(results);
  }

  private List<Integer> floatingCarries() {
    List<Integer> carries = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      if (body.inputs().get(i).dtype().isFloating()) {
        carries.add(i);
      }
    }
    return carries;
  }

  private static Tensor standIn(Tensor tensor) {
    return Tensor.of(new Input("gradient", tensor.type()));
  }

  private Map<Tensor, Tensor> replacements(List<Tensor> standIns, List<Tensor> states, List<Tensor> sequences, List<Tensor> slices) {
    Map<Tensor, Tensor> replacements = new HashMap<>();
    for (int i = 0; i < standIns.size(); i++) {
      replacements.put(standIns.get(i), states.get(i));
    }
    for (int i = 0; i < sequences.size(); i++) {
      replacements.put(sequences.get(i), slices.get(i));
    }
    for (int i = scan.carries() + scan.sequences(); i < body.inputs().size(); i++) {
      replacements.put(body.inputs().get(i), node.input(i));
    }
    return replacements;
  }

  /// Adds the tensors of the forward body that the gradient reads, with where they are stacked.
  private void residuals(List<Tensor> roots, Map<Tensor, Tensor> sequences) {
    Program forward = Program.of(body.inputs(), body.outputs());
    Set<Node> own = new HashSet<>(forward.nodes());
    Set<Node> varying = new HashSet<>();
    body.inputs().subList(0, scan.carries() + scan.sequences()).forEach(input -> varying.add(input.node()));
    for (Node inner : forward.nodes()) {
      if (inner.inputs().stream().anyMatch(input -> varying.contains(input.node()))) {
        varying.add(inner);
      }
    }
    List<Tensor> read = new ArrayList<>(roots);
    for (Node inner : Program.of(List.of(), roots).nodes()) {
      if (!own.contains(inner)) {
        read.addAll(inner.inputs());
      }
    }
    for (int i = 0; i < read.size(); i++) {
      Tensor tensor = read.get(i);
      if (!varying.contains(tensor.node()) || sequences.containsKey(tensor)) {
        continue;
      }
      if (tensor.node().op() instanceof Broadcast || tensor.node().op() instanceof Reshape) {
        // As good as free, and smaller in front.
        read.add(tensor.node().input(0));
      } else {
        sequences.put(tensor, stack(tensor));
      }
    }
  }

  private Tensor stack(Tensor tensor) {
    int input = body.inputs().indexOf(tensor);
    if (input >= scan.carries()) {
      return node.input(input);
    }
    @Nullable Integer output = stacked.get(tensor);
    if (output == null) {
      throw new UnsupportedOperationException("the gradient of a scan needs " + tensor + " of every step, which its body does not return; "
          + "make the scan by Loop, and differentiate the program before rewriting it");
    }
    return node.output(output);
  }
}
