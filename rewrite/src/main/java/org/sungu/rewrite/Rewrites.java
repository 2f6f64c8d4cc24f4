package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sungu.graph.Node;

/// The usual rewrites, in order.
public final class Rewrites {
  private Rewrites() {}

  /// Simplification to a fixpoint, then fusion of every pointwise op: every number stays as it is, to the last bit.
  public static Rewriter standard() {
    return fused(simplification(), _ -> true);
  }

  /// The same, and those that let numbers be rounded in other places, for a backend without kernels of bfloat16 but for pointwise ops.
  ///
  /// @param fusable which pointwise nodes the backend can compute inside a fused one
  public static Rewriter fast(Predicate<Node> fusable) {
    return fast(fusable, _ -> false);
  }

  /// The same with kernels of bfloat16.
  ///
  /// @param fusable which pointwise nodes the backend can compute inside a fused one
  /// @param narrow which nodes of bfloat16 the backend has kernels for
  public static Rewriter fast(Predicate<Node> fusable, Predicate<Node> narrow) {
    WiderComputation wider = new WiderComputation(narrow);
    Rewriter simplification = simplification(List.of(new SumOfRepeatedElements(), new SoftmaxGradient(), new SumOfDeviations(), new PadIntoWindows()));
    return fused(Rewriter.of(List.of(wider, new InsideScans(wider))).then(simplification).then(new ScaleIntoKernel()).then(new PoolingBeforePointwise()).then(new MomentsOfRuns()), fusable);
  }

  private static Rewriter fused(Rewriter simplification, Predicate<Node> fusable) {
    PointwiseFusion fusion = new PointwiseFusion(fusable);
    return simplification.then(fusion).then(new CheapRecomputation()).then(new CheapRecomputation()).then(new InsideScans(fusion));
  }

  /// Everything that makes a program smaller, leaves it made of primitives, and keeps its numbers.
  public static Rewriter simplification() {
    return simplification(List.of());
  }

  private static Rewriter simplification(List<NodeRewrite> more) {
    List<NodeRewrite> all = new ArrayList<>(more);
    all.addAll(List.of(
        new StopGradientRemoval(),
        new CastToSameType(),
        new CastThereAndBack(),
        new ConstantFolding(),
        new NeutralOperand(),
        new DoubleNegation(),
        new NegationIntoSum(),
        new MovementComposition(),
        new MovementOfOneValue(),
        new ReductionOfOneElement(),
        new BroadcastBehindPointwise(),
        new TransposeIntoMatMul(),
        new DisjointPadsIntoConcatenate()));
    Fixpoint simpler = new Fixpoint(List.of(new NodeRewrites(all), new CommonSubexpressions()));
    // Bodies lose what nobody reads before they are looked into, and inputs that they turn out not to read afterwards.
    DeadScanParts deadParts = new DeadScanParts();
    return Rewriter.of(List.of(simpler, new DeadCode(), deadParts, new InsideScans(simpler), deadParts, new TransposeOutOfScan()));
  }
}
