package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sungu.graph.Body;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.graph.program.Program;

/// A weight that the steps of a [Scan] read transposed, as a loop's gradient does, is transposed once in front of the loop.
public final class TransposeOutOfScan implements Rewrite {
  @Override
  public Program apply(Program program) {
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      Node copy = rebuild.copy(node);
      rebuild.replace(node, copy.op() instanceof Scan scan ? transposed(scan, copy) : copy);
    }
    return rebuild.finish(program);
  }

  private static Node transposed(Scan scan, Node node) {
    Body body = scan.body();
    List<Node> inside = Program.of(body.inputs(), body.outputs()).nodes();
    Set<Tensor> weights = new HashSet<>(body.inputs().subList(scan.carries() + scan.sequences(), body.inputs().size()));
    weights.removeIf(weight -> weight.rank() != 2 || body.outputs().contains(weight) || !onlyTransposed(weight, inside));
    if (weights.isEmpty()) {
      return node;
    }
    Map<Tensor, Tensor> values = new HashMap<>();
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outer = new ArrayList<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      Tensor input = body.inputs().get(i);
      boolean flips = weights.contains(input);
      outer.add(flips ? Transpose.ofLastAxes(node.input(i)) : node.input(i));
      Tensor same = flips ? Tensor.of(new Input(((Input) input.node().op()).label(), outer.getLast().type())) : input;
      inputs.add(same);
      values.put(input, same);
    }
    for (Node inner : inside) {
      if (!values.containsKey(inner.output(0))) {
        List<Tensor> arguments = inner.inputs().stream().map(values::get).toList();
        boolean flips = inner.op() instanceof MatMul && weights.contains(inner.input(1));
        Node copy = Node.of(flips ? new MatMul(((MatMul) inner.op()).transposeA(), false) : inner.op(), arguments);
        for (int i = 0; i < copy.outputs().size(); i++) {
          values.put(inner.output(i), copy.output(i));
        }
      }
    }
    Body flipped = new Body(inputs, body.outputs().stream().map(values::get).toList());
    return Node.of(new Scan(flipped, scan.carries(), scan.sequences(), scan.steps(), scan.reversed()), outer);
  }

  private static boolean onlyTransposed(Tensor weight, List<Node> nodes) {
    boolean read = false;
    for (Node node : nodes) {
      if (node.inputs().contains(weight)) {
        read = true;
        boolean right = node.op() instanceof MatMul matMul && matMul.transposeB() && node.input(1) == weight && node.input(0) != weight;
        if (!right) {
          return false;
        }
      }
    }
    return read;
  }
}
