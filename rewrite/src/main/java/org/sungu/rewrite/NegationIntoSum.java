package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;

/// `a + (-b)` → `a - b`, `(-a) + b` → `b - a`, `a - (-b)` → `a + b`, `x · -1` → `-x`.
public final class NegationIntoSum implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return switch (node.op()) {
      case Add _ when isNegation(node.input(1)) -> node.input(0).minus(operand(node.input(1)));
      case Add _ when isNegation(node.input(0)) -> node.input(1).minus(operand(node.input(0)));
      case Subtract _ when isNegation(node.input(1)) -> node.input(0).plus(operand(node.input(1)));
      case Multiply _ when isMinusOne(node, 1) -> node.input(0).negated();
      case Multiply _ when isMinusOne(node, 0) -> node.input(1).negated();
      default -> null;
    };
  }

  private static boolean isNegation(Tensor tensor) {
    return tensor.node().op() instanceof Negate;
  }

  private static Tensor operand(Tensor negation) {
    return negation.node().input(0);
  }

  private static boolean isMinusOne(Node product, int index) {
    return Pattern.isScalar(product.input(index), -1) && product.input(1 - index).type().equals(product.output(0).type());
  }
}
