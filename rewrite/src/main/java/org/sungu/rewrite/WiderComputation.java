package org.sungu.rewrite;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Contraction;
import org.sungu.graph.Node;
import org.sungu.graph.Pooling;
import org.sungu.graph.Reduction;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// `reduceSum(x)` → `cast(reduceSum(cast(x) {target=float32})) {target=bfloat16}` where x is bfloat16: products, reductions and pooling for which a
/// backend has no kernels of 16 bits are computed in float32 and rounded at the end, as they are by the meaning of the ops.
public final class WiderComputation implements NodeRewrite {
  private final Predicate<Node> kept;

  /// @param kept which nodes the backend computes as they are
  public WiderComputation(Predicate<Node> kept) {
    this.kept = kept;
  }

  @Override
  public @Nullable Tensor replace(Node node) {
    boolean computes = switch (node.op()) {
      case Contraction _, Reduction _, Pooling _, ScatterAdd _ -> true;
      default -> false;
    };
    if (!computes || kept.test(node) || node.inputs().stream().noneMatch(input -> input.dtype() == DType.BFLOAT16)) {
      return null;
    }
    List<Tensor> wider = node.inputs().stream().map(input -> input.dtype() == DType.BFLOAT16 ? input.cast(DType.FLOAT32) : input).toList();
    Tensor result = Node.of(node.op(), wider).output(0);
    return result.dtype() == DType.FLOAT32 ? result.cast(node.output(0).dtype()) : result;
  }
}
