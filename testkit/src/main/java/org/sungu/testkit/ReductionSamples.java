package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.ArgMax;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for ops that combine elements along axes.
final class ReductionSamples {
  private static final List<DType> NUMBERS = List.of(
      DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16, DType.INT8, DType.UINT8, DType.INT32, DType.INT64);

  private final List<OpSample> samples = new ArrayList<>();

  private ReductionSamples() {}

  static List<OpSample> all() {
    ReductionSamples rows = new ReductionSamples();
    rows.reductions("all", List.of(0, 1), 37, 29);
    rows.reductions("rows", List.of(0), 37, 29);
    rows.reductions("columns", List.of(1), 37, 29);
    rows.reductions("one element", List.of(1), 5, 1);
    rows.reductions("middle", List.of(1), 3, 4, 5);
    rows.reductions("outer", List.of(0, 2), 3, 4, 5);
    rows.reductions("first of four", List.of(0, 1, 2), 2, 3, 4, 5);
    rows.reductions("no axis", List.of(), 3, 5);
    rows.reductions("scalar", List.of());
    rows.reductions("over nothing", List.of(0), 0, 3);
    rows.reductions("of nothing", List.of(0), 3, 0);
    rows.types();
    rows.lines();
    rows.smooth();
    return rows.samples;
  }

  private void reductions(String name, List<Integer> axes, int... sizes) {
    NDArray x = normal(DType.FLOAT32, sizes);
    for (boolean keepAxes : new boolean[] {false, true}) {
      String label = name + (keepAxes ? " kept" : "");
      samples.add(OpSample.of(label, new ReduceSum(axes, keepAxes), x));
      samples.add(OpSample.of(label, new ReduceMax(axes, keepAxes), x));
    }
  }

  private void types() {
    for (DType dtype : NUMBERS) {
      String name = dtype.kerasName();
      samples.add(OpSample.of(name, new ReduceSum(List.of(1), false), normal(dtype, 5, 13)));
      samples.add(OpSample.of(name, new ReduceMax(List.of(1), false), normal(dtype, 5, 13)));
      samples.add(OpSample.of(name + " over nothing", new ReduceMax(List.of(0), false), normal(dtype, 0, 3)));
      samples.add(OpSample.of(name, new ArgMax(1), normal(dtype, 5, 13)));
      samples.add(OpSample.of(name, new CumulativeSum(1, false), normal(dtype, 5, 13)));
      if (dtype.isFloating()) {
        samples.add(OpSample.of(name + " edges", new ReduceMax(List.of(0), false), SampleArrays.edges(dtype)));
        samples.add(OpSample.of(name + " edges", new ArgMax(0), SampleArrays.edges(dtype)));
      } else {
        samples.add(OpSample.of(name + " wraps", new ReduceSum(List.of(0), false), SampleArrays.integerEdges(dtype)));
        samples.add(OpSample.of(name + " wraps", new CumulativeSum(0, true), SampleArrays.integerEdges(dtype)));
        samples.add(OpSample.of(name + " edges", new ReduceMax(List.of(0), false), SampleArrays.integerEdges(dtype)));
      }
    }
    NDArray infinite = NDArray.of(Shape.of(2, 3), 1f, Float.POSITIVE_INFINITY, 2f, Float.NEGATIVE_INFINITY, 0f, Float.POSITIVE_INFINITY);
    samples.add(OpSample.of("infinite", new ReduceSum(List.of(1), false), infinite));
    samples.add(OpSample.of("negative zeros", new ReduceMax(List.of(1), false), NDArray.of(Shape.of(1, 2), -0f, -0f)));
  }

  private void lines() {
    NDArray ties = NDArray.of(Shape.of(2, 4), 1f, 3f, 3f, 0f, Float.NaN, 2f, Float.NaN, Float.POSITIVE_INFINITY);
    samples.add(OpSample.of("ties and NaN", new ArgMax(1), ties));
    samples.add(OpSample.of("rows", new ArgMax(0), normal(DType.FLOAT32, 37, 29)));
    samples.add(OpSample.of("middle", new ArgMax(1), normal(DType.FLOAT32, 2, 3, 4)));
    samples.add(OpSample.of("empty", new ArgMax(1), normal(DType.FLOAT32, 0, 3)));
    for (boolean reversed : new boolean[] {false, true}) {
      String name = reversed ? "reversed" : "forward";
      samples.add(OpSample.of(name + " rows", new CumulativeSum(0, reversed), normal(DType.FLOAT32, 37, 29)));
      samples.add(OpSample.of(name + " columns", new CumulativeSum(1, reversed), normal(DType.FLOAT32, 37, 29)));
      samples.add(OpSample.of(name + " empty", new CumulativeSum(0, reversed), normal(DType.FLOAT32, 0, 3)));
      samples.add(OpSample.smooth(name + " smooth", new CumulativeSum(1, reversed), normal(DType.FLOAT64, 2, 3, 4)));
    }
  }

  private void smooth() {
    NDArray x = SampleArrays.distinct(3, 4, 5);
    for (List<Integer> axes : List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 2), List.of(0, 1, 2))) {
      for (boolean keepAxes : new boolean[] {false, true}) {
        String name = "smooth " + axes + (keepAxes ? " kept" : "");
        samples.add(OpSample.smooth(name, new ReduceSum(axes, keepAxes), x));
        samples.add(OpSample.smooth(name, new ReduceMax(axes, keepAxes), x));
      }
    }
  }
}
