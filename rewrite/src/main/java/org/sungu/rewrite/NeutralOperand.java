package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Divide;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.Power;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;

/// `x · 1`, `1 · x`, `x / 1`, `x¹`, `x - 0` and, of integers, `x + 0` and `0 + x` → `x`; `x²` → `x · x`.
///
/// Floating `x + 0` stays: it turns -0 into 0. `x + -0` does not, and goes.
public final class NeutralOperand implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (node.inputs().size() != 2) {
      return null;
    }
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    if (node.op() instanceof Power && Pattern.isScalar(b, 2) && a.type().equals(node.output(0).type())) {
      return a.squared();
    }
    double zero = a.dtype().isFloating() ? -0.0 : 0;
    Tensor kept = switch (node.op()) {
      case Multiply _ -> kept(a, b, 1);
      case Add _ -> kept(a, b, zero);
      case Divide _, Power _ -> Pattern.isScalar(b, 1) ? a : null;
      case Subtract _ -> Pattern.isScalar(b, 0) ? a : null;
      default -> null;
    };
    return kept != null && kept.type().equals(node.output(0).type()) ? kept : null;
  }

  private static @Nullable Tensor kept(Tensor a, Tensor b, double neutral) {
    if (Pattern.isScalar(b, neutral)) {
      return a;
    }
    return Pattern.isScalar(a, neutral) ? b : null;
  }
}
