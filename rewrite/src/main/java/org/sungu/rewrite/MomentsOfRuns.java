package org.sungu.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.Shape;

/// `Σ(x - mean(x))²` → `Σᵣ Σᵢ(xᵢ - meanᵣ)² + dᵣ·(2·Σᵢ(xᵢ - meanᵣ) + n·dᵣ)`, where `dᵣ = meanᵣ - mean(x)`, over runs r of n rows each; the sums on the left
/// and over r and i together are over all axes but the last. So the variance of an array that no cache holds is computed while a run is in the cache
/// that its mean has brought it to, instead of after the mean of everything is known.
///
/// Errs no more than the sum on the left: the deviations within a run add up to what its mean was rounded by, which counts where runs lie far
/// apart. Source: Chan, Golub & LeVeque, *Updating Formulae and a Pairwise Algorithm for Computing Sample Variances*, 1979.
public final class MomentsOfRuns implements Rewrite {
  private static final int LONGEST_RUN = 128;
  private static final int SHORTEST_RUN = 16;
  private static final long MANY_ELEMENTS = 1 << 18;

  /// @param rows x as `[runs, n, channels]`
  /// @param totals the sum of each run, `[runs, 1, channels]`
  private record Runs(Tensor rows, Tensor totals) {
    static Runs of(Tensor x, int length) {
      Tensor rows = isBiased(x.node()) ? rows(x.node().input(0), length).plus(x.node().input(1)) : rows(x, length);
      return new Runs(rows, ReduceSum.keeping(rows, 1));
    }

    private static Tensor rows(Tensor x, int length) {
      int channels = x.shape().size(-1);
      return Reshape.of(x, Shape.of(Math.toIntExact(x.shape().elementCount() / channels / length), length, channels));
    }

    /// Whether the node adds a number for each channel, which is better done on the way than stored.
    private static boolean isBiased(Node node) {
      Shape shape = node.output(0).shape();
      return node.op() instanceof Add && node.input(0).shape().equals(shape) && node.input(1).shape().equals(Shape.of(shape.size(-1)));
    }

    Tensor total() {
      return ReduceSum.of(totals, 0, 1);
    }

    /// The sum of squared deviations from a mean.
    Tensor squares(Tensor mean) {
      int length = rows.shape().size(1);
      Tensor means = totals.times(1.0 / length);
      Tensor deviations = rows.minus(means);
      Tensor distances = means.minus(Reshape.of(mean, Shape.of(rows.shape().size(-1))));
      Tensor rounding = ReduceSum.keeping(deviations, 1);
      Tensor between = distances.times(rounding.times(2).plus(distances.times(length)));
      return ReduceSum.of(ReduceSum.keeping(deviations.squared(), 1).plus(between), 0, 1);
    }
  }

  @Override
  public Program apply(Program program) {
    Map<Node, Deviation> sums = new HashMap<>();
    Set<Tensor> totals = new HashSet<>();
    for (Node node : program.nodes()) {
      Deviation deviation = deviation(node);
      if (deviation != null) {
        sums.put(node, deviation);
        totals.add(deviation.total());
      }
    }
    Rebuild rebuild = new Rebuild();
    Map<Tensor, Runs> runs = new HashMap<>();
    for (Node node : program.nodes()) {
      Deviation deviation = sums.get(node);
      if (deviation != null) {
        Runs own = runs.computeIfAbsent(deviation.x(), x -> Runs.of(rebuild.of(x), length(x.shape())));
        rebuild.replace(node.output(0), Reshape.of(own.squares(rebuild.of(deviation.mean())), node.output(0).shape()));
      } else if (totals.contains(node.output(0))) {
        Runs own = runs.computeIfAbsent(node.input(0), x -> Runs.of(rebuild.of(x), length(x.shape())));
        rebuild.replace(node.output(0), Reshape.of(own.total(), node.output(0).shape()));
      } else {
        rebuild.replace(node, rebuild.copy(node));
      }
    }
    return rebuild.finish(program);
  }

  /// What is squared and added up by the node, if it is such a sum.
  private static @Nullable Deviation deviation(Node node) {
    if (!(node.op() instanceof ReduceSum sum) || !(node.input(0).node().op() instanceof Multiply)) {
      return null;
    }
    Node square = node.input(0).node();
    Deviation deviation = square.input(0).equals(square.input(1)) ? Deviation.of(square.input(0)) : null;
    Shape shape = node.input(0).shape();
    boolean suits = deviation != null && deviation.axes().equals(sum.axes()) && deviation.x().shape().equals(shape)
        && sum.axes().equals(IntStream.range(0, shape.rank() - 1).boxed().toList()) && shape.elementCount() >= MANY_ELEMENTS && length(shape) > 0;
    return suits ? deviation : null;
  }

  /// Rows of a run, all of one sample where a sample has many; 0 if there is no good number.
  private static int length(Shape shape) {
    long rows = shape.range(shape.rank() > 2 ? 1 : 0, shape.rank() - 1).elementCount();
    int length = LONGEST_RUN;
    while (rows % length != 0) {
      length--;
    }
    return length < SHORTEST_RUN ? 0 : length;
  }
}
