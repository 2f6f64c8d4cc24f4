package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Iota;
import org.sungu.graph.Movement;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Tensor;
import org.sungu.graph.evaluation.IotaEvaluation;
import org.sungu.graph.evaluation.MovementEvaluation;
import org.sungu.graph.evaluation.PointwiseEvaluation;
import org.sungu.tensor.NDArray;

/// `multiply(2, 3)` → `6`: pointwise ops and movements of constants, and short counts, are computed once, here.
///
/// Results that are large, or much larger than what they are made of, stay computed, and so do broadcasts: their consumers stretch by
/// themselves.
public final class ConstantFolding implements NodeRewrite {
  private static final long SMALL = 1024;
  private static final long LARGE = 1 << 16;

  @Override
  public @Nullable Tensor replace(Node node) {
    boolean movement = node.op() instanceof Movement && !(node.op() instanceof Broadcast);
    if (!movement && !(node.op() instanceof Pointwise || node.op() instanceof Iota)) {
      return null;
    }
    long largest = SMALL;
    List<NDArray> values = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      NDArray value = Pattern.constant(input);
      if (value == null) {
        return null;
      }
      values.add(value);
      largest = Math.max(largest, value.elementCount());
    }
    if (node.output(0).shape().elementCount() > Math.min(largest, LARGE)) {
      return null;
    }
    return Constant.of(fold(node, values));
  }

  private static NDArray fold(Node node, List<NDArray> values) {
    if (node.op() instanceof Pointwise pointwise) {
      return PointwiseEvaluation.of(pointwise, values);
    }
    return node.op() instanceof Iota iota ? IotaEvaluation.of(iota) : MovementEvaluation.of((Movement) node.op(), values);
  }
}
