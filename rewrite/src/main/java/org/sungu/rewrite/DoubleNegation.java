package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.Not;
import org.sungu.graph.Tensor;

/// `-(-x)` → `x`, `not(not(x))` → `x`.
public final class DoubleNegation implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (node.op() instanceof Negate || node.op() instanceof Not) {
      Node inner = node.input(0).node();
      return inner.op().equals(node.op()) ? inner.input(0) : null;
    }
    return null;
  }
}
