package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Add;
import org.sungu.graph.Cast;
import org.sungu.graph.Divide;
import org.sungu.graph.Exp;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.FusedPointwise.Step;
import org.sungu.graph.Less;
import org.sungu.graph.Maximum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Not;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Select;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Subtract;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for fused ops, and for one from outside.
final class CompoundSamples {
  private CompoundSamples() {}

  static List<OpSample> all() {
    List<OpSample> samples = new ArrayList<>();
    FusedPointwise biasAndRelu = new FusedPointwise(3, List.of(step(new Add(), 0, 1), step(new Maximum(), 3, 2)), List.of(1));
    for (int[] sizes : new int[][] {{3, 5}, {37, 29}, {1, 5}, {0, 5}}) {
      NDArray x = normal(DType.FLOAT32, sizes);
      samples.add(OpSample.of("bias and relu " + x.shape(), biasAndRelu, x, normal(DType.FLOAT32, sizes[1]), NDArray.scalar(0)));
    }
    samples.add(OpSample.of("scalars", biasAndRelu, NDArray.scalar(2), NDArray.scalar(-3), NDArray.scalar(0)));
    // Nothing that cancels: the tolerance is relative to the result.
    FusedPointwise two = new FusedPointwise(2, List.of(step(new Exp(), 0), step(new Multiply(), 2, 1), step(new Maximum(), 3, 0)), List.of(0, 2));
    samples.add(OpSample.of("two results", two, normal(DType.FLOAT32, 37, 29), normal(DType.FLOAT32, 37, 1)));
    samples.add(OpSample.of("two results double", two, normal(DType.FLOAT64, 3, 5), normal(DType.FLOAT64, 5)));
    FusedPointwise smaller = new FusedPointwise(2, List.of(step(new Multiply(), 1, 1), step(new Add(), 0, 2)), List.of(1));
    samples.add(OpSample.of("a smaller step", smaller, normal(DType.FLOAT32, 5, 13), normal(DType.FLOAT32, 13)));
    FusedPointwise mask = new FusedPointwise(3,
        List.of(step(new Less(), 2, 0), step(new Not(), 3), step(new Select(), 3, 1, 2), step(new Cast(DType.INT32), 5), step(new Cast(DType.FLOAT32), 4)),
        List.of(1, 3, 0, 4));
    samples.add(OpSample.of("several types", mask, normal(DType.FLOAT32, 19), SampleArrays.otherNormal(DType.FLOAT32, 19), NDArray.scalar(0.25f)));
    samples.add(OpSample.of("edges", mask, SampleArrays.edges(DType.FLOAT32), SampleArrays.edges(DType.FLOAT32), NDArray.scalar(0)));
    samples.add(OpSample.of("integers", new FusedPointwise(2, List.of(step(new Multiply(), 0, 1), step(new Add(), 2, 0)), List.of(1)),
        normal(DType.INT64, 3, 5), normal(DType.INT64, 5)));
    samples.add(OpSample.of("bfloat16", two, normal(DType.BFLOAT16, 3, 5), normal(DType.BFLOAT16, 5)));
    samples.add(OpSample.of("the same result twice", new FusedPointwise(1, List.of(step(new Add(), 0, 0)), List.of(0, 0)), normal(DType.FLOAT32, 9)));
    samples.add(adam(3, 5));
    samples.add(adam(67, 31));
    samples.add(OpSample.of("float32", new Cube(), normal(DType.FLOAT32, 3, 5)));
    samples.add(OpSample.smooth("smooth", new Cube(), normal(DType.FLOAT64, 3, 5)));
    return samples;
  }

  /// The update of a parameter and its two moments: gradient, m, v, parameter, then five numbers.
  private static OpSample adam(int... sizes) {
    FusedPointwise op = new FusedPointwise(9,
        List.of(step(new Multiply(), 1, 4), step(new Multiply(), 0, 5), step(new Add(), 9, 10),
            step(new Multiply(), 0, 0), step(new Multiply(), 12, 7), step(new Multiply(), 2, 6), step(new Add(), 14, 13),
            step(new Sqrt(), 15), step(new Add(), 16, 8), step(new Divide(), 11, 17), step(new Subtract(), 3, 18)),
        List.of(2, 6, 10));
    return OpSample.of("Adam " + Shape.of(sizes), op, normal(DType.FLOAT32, sizes), SampleArrays.uniform(DType.FLOAT32, -1, 1, sizes),
        SampleArrays.uniform(DType.FLOAT32, 0, 1, sizes), SampleArrays.uniform(DType.FLOAT32, -2, 2, sizes), NDArray.scalar(0.9f),
        NDArray.scalar(0.1f), NDArray.scalar(0.999f), NDArray.scalar(0.001f), NDArray.scalar(1e-7f));
  }

  private static Step step(Pointwise op, Integer... arguments) {
    return new Step(op, List.of(arguments));
  }
}
