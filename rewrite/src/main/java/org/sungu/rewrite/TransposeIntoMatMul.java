package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;

/// `matMul(transpose(a), b)` → `matMul(a, b) {transposeA=true}` where the last two axes are exchanged; b alike.
public final class TransposeIntoMatMul implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof MatMul op)) {
      return null;
    }
    boolean flipA = exchangesLastAxes(node.input(0));
    boolean flipB = exchangesLastAxes(node.input(1));
    if (!flipA && !flipB) {
      return null;
    }
    Tensor a = flipA ? node.input(0).node().input(0) : node.input(0);
    Tensor b = flipB ? node.input(1).node().input(0) : node.input(1);
    return MatMul.of(a, b, op.transposeA() ^ flipA, op.transposeB() ^ flipB);
  }

  private static boolean exchangesLastAxes(Tensor tensor) {
    if (!(tensor.node().op() instanceof Transpose transpose)) {
      return false;
    }
    int rank = tensor.rank();
    for (int i = 0; i < rank - 2; i++) {
      if (transpose.permutation().get(i) != i) {
        return false;
      }
    }
    return transpose.permutation().get(rank - 2) == rank - 1;
  }
}
