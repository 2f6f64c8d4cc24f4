package org.sungu.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Divide;
import org.sungu.graph.Exp;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// `(g·r - Σ(g·e)·r/s) · e` → `(g - Σ(g·p)) · p`, where `e = exp(z)`, `s = Σe`, `r = 1/s` and `p = e·r`: the gradient of a softmax function needs its
/// value only, which the forward pass has computed and the backward pass often reads anyway, but not the exponentials.
public final class SoftmaxGradient implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof Multiply)) {
      return null;
    }
    Tensor result = replace(node.input(0), node.input(1));
    return result != null ? result : replace(node.input(1), node.input(0));
  }

  private static @Nullable Tensor replace(Tensor sum, Tensor exponentials) {
    if (!(exponentials.node().op() instanceof Exp) || !(sum.node().op() instanceof Add || sum.node().op() instanceof Subtract)) {
      return null;
    }
    boolean isDifference = sum.node().op() instanceof Subtract;
    Tensor result = replace(sum.node().input(0), sum.node().input(1), isDifference, exponentials);
    return result != null || isDifference ? result : replace(sum.node().input(1), sum.node().input(0), false, exponentials);
  }

  /// @param first `g·r`, if it fits
  /// @param second `Σ(g·e)·r/s` or, where it is not subtracted, its negative
  private static @Nullable Tensor replace(Tensor first, Tensor second, boolean subtracted, Tensor exponentials) {
    Sign all = Sign.of(second);
    if (all.negative() == subtracted || !(first.node().op() instanceof Multiply) || !(all.tensor().node().op() instanceof Divide)) {
      return null;
    }
    Sign share = Sign.of(all.tensor().node().input(0));
    Tensor divisor = all.tensor().node().input(1);
    ReduceSum total = total(divisor, exponentials);
    if (share.negative() || total == null || !(share.tensor().node().op() instanceof Multiply)) {
      return null;
    }
    Shape kept = exponentials.shape();
    for (int axis : total.axes()) {
      kept = kept.with(axis, 1);
    }
    // Everything in between has as many elements, so that no change of shape in there moves any.
    if (!second.shape().equals(kept)) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      Tensor inverse = first.node().input(i);
      Tensor upstream = first.node().input(1 - i);
      boolean shapesFit = inverse.shape().equals(kept) && upstream.shape().equals(exponentials.shape());
      if (shapesFit && isInverse(inverse, divisor) && isMeanGradient(share.tensor().node(), inverse, upstream, exponentials, total)) {
        Tensor value = Multiply.of(exponentials, inverse);
        int[] axes = total.axes().stream().mapToInt(Integer::intValue).toArray();
        return upstream.minus(ReduceSum.keeping(upstream.times(value), axes)).times(value);
      }
    }
    return null;
  }

  /// `Σ(g·e)·r`.
  private static boolean isMeanGradient(Node product, Tensor inverse, Tensor upstream, Tensor exponentials, ReduceSum total) {
    for (int i = 0; i < 2; i++) {
      Sign sum = Sign.of(product.input(i));
      boolean scaled = core(product.input(1 - i)).equals(core(inverse));
      if (scaled && !sum.negative() && sum.tensor().node().op() instanceof ReduceSum reduction && reduction.axes().equals(total.axes())) {
        Node inner = sum.tensor().node().input(0).node();
        List<Tensor> factors = inner.inputs();
        if (inner.op() instanceof Multiply
            && (factors.equals(List.of(upstream, exponentials)) || factors.equals(List.of(exponentials, upstream)))) {
          return true;
        }
      }
    }
    return false;
  }

  /// The sum, if the tensor is one of the exponentials.
  private static @Nullable ReduceSum total(Tensor tensor, Tensor exponentials) {
    Node node = core(tensor).node();
    return node.op() instanceof ReduceSum sum && node.input(0).equals(exponentials) ? sum : null;
  }

  /// Whether the first is one over the second.
  private static boolean isInverse(Tensor inverse, Tensor divisor) {
    Node node = core(inverse).node();
    return node.op() instanceof Divide && Pattern.isScalar(node.input(0), 1) && core(node.input(1)).equals(core(divisor));
  }

  /// The tensor without what only changes its shape.
  private static Tensor core(Tensor tensor) {
    return Sign.of(tensor).negative() ? tensor : Sign.of(tensor).tensor();
  }

  /// A tensor, up to its shape, or its negative.
  private record Sign(Tensor tensor, boolean negative) {
    static Sign of(Tensor tensor) {
      Tensor current = tensor;
      boolean negative = false;
      while (true) {
        Op op = current.node().op();
        boolean turns = op instanceof Negate;
        if (!turns && !(op instanceof Reshape) && !(op instanceof Broadcast)) {
          return new Sign(current, negative);
        }
        negative ^= turns;
        current = current.node().input(0);
      }
    }
  }
}
