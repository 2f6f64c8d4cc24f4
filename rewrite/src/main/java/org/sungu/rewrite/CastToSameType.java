package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Cast;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;

/// `cast(x) {target=float32}` → `x` where x is float32 already.
public final class CastToSameType implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return node.op() instanceof Cast cast && node.input(0).dtype() == cast.target() ? node.input(0) : null;
  }
}
