package org.sungu.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.graph.Add;
import org.sungu.graph.Maximum;
import org.sungu.graph.Node;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// `maxPool(max(x + b, c))` → `max(maxPool(x) + b, c)`, where b and c hold one number for all or one for each channel, and nothing else reads what
/// pooling reads: fewer elements are left to add to. Neither sums nor maxima change the order of elements, and rounding does not, either.
///
/// Numbers stay as they are but for the sign of a zero, and for infinities of both signs that meet in a sum.
public final class PoolingBeforePointwise implements Rewrite {
  @Override
  public Program apply(Program program) {
    Map<Tensor, Integer> readers = new HashMap<>();
    program.outputs().forEach(output -> readers.merge(output, 1, Integer::sum));
    program.updates().values().forEach(update -> readers.merge(update, 1, Integer::sum));
    program.nodes().forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      if (node.op() instanceof PickMaximum op && node.input(0) == node.input(1) && readers.getOrDefault(node.input(0), 0) == 2 && moves(node.input(0)) >= 0) {
        rebuild.replace(node.output(0), pooled(op, node.input(0), readers, rebuild));
      } else {
        rebuild.replace(node, rebuild.copy(node));
      }
    }
    return rebuild.finish(program);
  }

  private static Tensor pooled(PickMaximum op, Tensor value, Map<Tensor, Integer> readers, Rebuild rebuild) {
    int large = moves(value);
    if (large < 0) {
      Tensor whole = rebuild.of(value);
      return Tensor.of(op, whole, whole);
    }
    Node node = value.node();
    Tensor inner = node.input(large);
    Tensor smaller = readers.getOrDefault(inner, 0) == 1 ? pooled(op, inner, readers, rebuild) : Tensor.of(op, rebuild.of(inner), rebuild.of(inner));
    Tensor other = rebuild.of(node.input(1 - large));
    return Node.of(node.op(), large == 0 ? List.of(smaller, other) : List.of(other, smaller)).output(0);
  }

  /// Which operand of a sum or a maximum is as large as the result, where the other one is the same at all positions; -1 where there is none.
  private static int moves(Tensor value) {
    Node node = value.node();
    if (!(node.op() instanceof Add) && !(node.op() instanceof Maximum)) {
      return -1;
    }
    for (int i = 0; i < 2; i++) {
      Tensor other = node.input(1 - i);
      long count = other.shape().elementCount();
      boolean same = count == 1 || (other.rank() > 0 && count == other.shape().size(-1));
      if (same && other.rank() <= value.rank() && node.input(i).type().equals(value.type())) {
        return i;
      }
    }
    return -1;
  }
}
