package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sungu.graph.Body;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// Stacked values of a [Scan] that nobody reads are not written, carries that feed nothing but themselves are not carried, inputs that no
/// step reads are not passed; a value that is stacked twice is stacked once, and a stacked slice is the sequence itself.
///
/// A loop that was traced for its gradient returns everything it computes. This is where it loses what the gradient does not need.
public final class DeadScanParts implements Rewrite {
  @Override
  public Program apply(Program program) {
    Set<Tensor> used = new HashSet<>(program.outputs());
    used.addAll(program.updates().values());
    program.nodes().forEach(node -> used.addAll(node.inputs()));
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      Node copy = rebuild.copy(node);
      if (copy.op() instanceof Scan scan) {
        shrink(scan, node, copy, used, rebuild);
      } else {
        rebuild.replace(node, copy);
      }
    }
    return rebuild.finish(program);
  }

  private static void shrink(Scan scan, Node node, Node copy, Set<Tensor> used, Rebuild rebuild) {
    Body body = scan.body();
    SortedSet<Integer> carries = new TreeSet<>();
    Map<Tensor, Integer> values = new LinkedHashMap<>();
    int slices = scan.carries();
    int captured = slices + scan.sequences();
    for (int i = 0; i < node.outputs().size(); i++) {
      if (used.contains(node.output(i))) {
        Tensor inside = body.outputs().get(i);
        int input = body.inputs().indexOf(inside);
        if (i < scan.carries()) {
          carries.add(i);
        } else if (input >= slices && input < captured) {
          rebuild.replace(node.output(i), copy.input(input));
        } else {
          values.putIfAbsent(inside, values.size());
        }
      }
    }
    Set<Tensor> read = liveCarries(body, scan.carries(), carries, values.keySet());
    List<Integer> inputs = new ArrayList<>(carries);
    for (int i = slices; i < body.inputs().size(); i++) {
      if (read.contains(body.inputs().get(i))) {
        inputs.add(i);
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    carries.forEach(carry -> outputs.add(body.outputs().get(carry)));
    outputs.addAll(values.keySet());
    if (inputs.size() == body.inputs().size() && outputs.size() == body.outputs().size()) {
      rebuild.replace(node, copy);
      return;
    }
    int sequences = (int) inputs.stream().filter(input -> input >= slices && input < captured).count();
    Body smaller = new Body(inputs.stream().map(body.inputs()::get).toList(), outputs);
    Node result = Node.of(new Scan(smaller, carries.size(), sequences, scan.steps(), scan.reversed()),
        inputs.stream().map(copy::input).toList());
    for (int i = 0; i < node.outputs().size(); i++) {
      Tensor inside = body.outputs().get(i);
      if (i < scan.carries() && carries.contains(i)) {
        rebuild.replace(node.output(i), result.output(carries.headSet(i).size()));
      } else if (i >= scan.carries() && used.contains(node.output(i)) && values.containsKey(inside)) {
        rebuild.replace(node.output(i), result.output(carries.size() + values.get(inside)));
      }
    }
  }

  /// Adds the carries that the wanted outputs depend on, by way of any number of steps; returns everything that a step reads.
  private static Set<Tensor> liveCarries(Body body, int count, SortedSet<Integer> carries, Set<Tensor> values) {
    while (true) {
      Set<Tensor> roots = new LinkedHashSet<>(values);
      carries.forEach(carry -> roots.add(body.outputs().get(carry)));
      Set<Tensor> read = new HashSet<>(roots);
      Program.of(List.of(), List.copyOf(roots)).nodes().forEach(node -> read.addAll(node.inputs()));
      int before = carries.size();
      for (int i = 0; i < count; i++) {
        if (read.contains(body.inputs().get(i))) {
          carries.add(i);
        }
      }
      if (carries.size() == before) {
        return read;
      }
    }
  }
}
