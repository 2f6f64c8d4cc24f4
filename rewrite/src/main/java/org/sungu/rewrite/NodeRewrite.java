package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// A rewrite that looks at one node and what it reads from: a rule. Many of them share one pass in [NodeRewrites].
public interface NodeRewrite extends Rewrite {
  /// What stands for the node's only output from now on, of the same type and made of older tensors or new nodes; null where the
  /// rule does not apply. Called for nodes with one output, whose inputs are rewritten already.
  @Nullable Tensor replace(Node node);

  @Override
  default Program apply(Program program) {
    return new NodeRewrites(List.of(this)).apply(program);
  }
}
