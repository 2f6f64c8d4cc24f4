package org.sungu.rewrite;

import java.util.List;
import java.util.function.Predicate;
import org.sungu.graph.Node;

/// The usual rewrites, in order.
public final class Rewrites {
  private Rewrites() {}

  /// Simplification to a fixpoint, then fusion of every pointwise op.
  public static Rewriter standard() {
    return standard(_ -> true);
  }

  /// @param fusable which pointwise nodes the backend can compute inside a fused one
  public static Rewriter standard(Predicate<Node> fusable) {
    return simplification().then(new PointwiseFusion(fusable));
  }

  /// Everything that makes a program smaller and leaves it made of primitives.
  public static Rewriter simplification() {
    NodeRewrites rules = new NodeRewrites(List.of(
        new StopGradientRemoval(),
        new CastToSameType(),
        new ConstantFolding(),
        new NeutralOperand(),
        new DoubleNegation(),
        new NegationIntoSum(),
        new MovementComposition(),
        new MovementOfOneValue(),
        new ReductionOfOneElement(),
        new BroadcastBehindPointwise(),
        new TransposeIntoMatMul()));
    return Rewriter.of(List.of(new Fixpoint(List.of(rules, new CommonSubexpressions())), new DeadCode()));
  }
}
