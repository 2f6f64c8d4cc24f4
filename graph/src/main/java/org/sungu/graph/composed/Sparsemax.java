package org.sungu.graph.composed;

import java.util.stream.IntStream;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.Maximum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;

/// The point of the probability simplex nearest to x along an axis: `max(x - τ, 0)` with τ such that the result sums to 1.
///
/// An element belongs to the support where the elements above it exceed it by less than 1 in sum, and τ is the support's sum, less 1,
/// divided by its size. That takes every pair of elements, where the usual way takes a sort. Keras 3.15.1 has another τ (it adds up
/// cumulative sums), and its results do not sum to 1.
/// Source: [Martins & Astudillo, 2016](https://arxiv.org/abs/1602.02068).
public final class Sparsemax {
  private Sparsemax() {}

  public static Tensor of(Tensor x, int axis) {
    int last = x.rank();
    int at = x.shape().axis(axis);
    Tensor own = Reshape.of(x, x.shape().append(1));
    int[] pairing = IntStream.rangeClosed(0, last).map(i -> i == at ? last : i == last ? at : i).toArray();
    Tensor others = Transpose.of(own, pairing);
    Tensor excess = ReduceSum.of(Maximum.of(others.minus(own), 0), last);
    Tensor support = Less.of(excess, Constant.scalar(x.dtype(), 1));
    Tensor sum = ReduceSum.keeping(Select.of(support, x, Constant.scalar(x.dtype(), 0)), at);
    Tensor tau = sum.minus(1).dividedBy(ReduceSum.keeping(support.cast(x.dtype()), at));
    return Maximum.of(x.minus(tau), 0);
  }
}
