package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Node;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;

/// `stopGradient(x)` → `x`: differentiation is over when programs are rewritten.
public final class StopGradientRemoval implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return node.op() instanceof StopGradient ? node.input(0) : null;
  }
}
