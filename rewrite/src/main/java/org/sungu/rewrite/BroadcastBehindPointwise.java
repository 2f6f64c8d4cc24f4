package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;

/// `add(broadcast(b), x)` → `add(b, x)`, and `exp(broadcast(x))` → `broadcast(exp(x))`: pointwise ops broadcast by themselves, and
/// what is the same everywhere is computed once.
///
/// A reshape that only puts axes of size 1 in front counts as a broadcast.
public final class BroadcastBehindPointwise implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof Pointwise op)) {
      return null;
    }
    List<Tensor> sources = node.inputs().stream().map(BroadcastBehindPointwise::source).toList();
    if (sources.equals(node.inputs())) {
      return null;
    }
    return Broadcast.of(Tensor.of(op, sources.toArray(Tensor[]::new)), node.output(0).shape());
  }

  private static Tensor source(Tensor tensor) {
    Node node = tensor.node();
    boolean stretched = node.op() instanceof Broadcast
        || (node.op() instanceof Reshape && Pattern.onlyLeadingOnes(node.input(0).shape(), tensor.shape()));
    return stretched ? node.input(0) : tensor;
  }
}
