package org.sungu.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.graph.CustomOp;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// `exp(x) · exp(x)` → `y · y` with `y = exp(x)`: nodes with equal ops and the same inputs become one.
///
/// Random draws of one stream, seed and counter are equal by definition, so they too become one. Inputs are told apart by identity, and
/// ops from outside are left alone, as nothing is known of their equality.
public final class CommonSubexpressions implements Rewrite {
  private record Expression(Op op, List<Tensor> inputs) {}

  @Override
  public Program apply(Program program) {
    Rebuild rebuild = new Rebuild();
    Map<Expression, Node> known = new HashMap<>();
    for (Node node : program.nodes()) {
      Node copy = rebuild.copy(node);
      boolean comparable = !(node.op() instanceof Input || node.op() instanceof CustomOp);
      Node first = comparable ? known.computeIfAbsent(new Expression(copy.op(), copy.inputs()), _ -> copy) : copy;
      rebuild.replace(node, first);
    }
    return rebuild.finish(program);
  }
}
