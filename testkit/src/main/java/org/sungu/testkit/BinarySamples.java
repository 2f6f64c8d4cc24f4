package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Add;
import org.sungu.graph.And;
import org.sungu.graph.BinaryPointwise;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Or;
import org.sungu.graph.Power;
import org.sungu.graph.Remainder;
import org.sungu.graph.Select;
import org.sungu.graph.Subtract;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for pointwise functions of two tensors, and for the choice between two.
final class BinarySamples {
  private static final List<DType> FLOATING = List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16);
  private static final List<DType> INTEGERS = List.of(DType.INT8, DType.UINT8, DType.INT32, DType.INT64);
  /// Pairs of shapes that stretch in every way.
  private static final int[][][] SHAPES = {
    {{3, 5}, {3, 5}},
    {{3, 5}, {5}},
    {{5}, {3, 5}},
    {{3, 1}, {1, 5}},
    {{3, 5}, {3, 1}},
    {{3, 5}, {}},
    {{}, {}},
    {{2, 1, 4}, {3, 1}},
    {{2, 3, 1, 5}, {3, 4, 1}},
    {{0, 3}, {3}},
    {{0, 3}, {1, 3}},
    {{1}, {0}},
    {{37, 29}, {37, 29}},
    {{37, 29}, {29}},
    {{37, 29}, {37, 1}},
    {{1, 1}, {7}}
  };

  private final List<OpSample> samples = new ArrayList<>();

  private BinarySamples() {}

  static List<OpSample> all() {
    BinarySamples rows = new BinarySamples();
    List<BinaryPointwise> arithmetic = List.of(new Add(), new Subtract(), new Multiply(), new Divide(), new Maximum(), new Minimum(), new Remainder());
    List<BinaryPointwise> comparisons = List.of(new Equal(), new Less(), new LessOrEqual());
    for (BinaryPointwise op : arithmetic) {
      rows.floating(op);
      rows.integers(op);
    }
    for (BinaryPointwise op : comparisons) {
      rows.floating(op);
      rows.integers(op);
      rows.shapes(op, DType.BOOL);
    }
    rows.floating(new Power());
    rows.shapes(new And(), DType.BOOL);
    rows.shapes(new Or(), DType.BOOL);
    rows.smooth();
    rows.selections();
    return rows.samples;
  }

  private void shapes(BinaryPointwise op, DType dtype) {
    for (int[][] pair : SHAPES) {
      NDArray a = SampleArrays.normal(dtype, pair[0]);
      NDArray b = SampleArrays.otherNormal(dtype, pair[1]);
      samples.add(OpSample.of(dtype.kerasName() + a.shape() + " " + b.shape(), op, a, b));
    }
  }

  private void floating(BinaryPointwise op) {
    shapes(op, DType.FLOAT32);
    for (DType dtype : FLOATING) {
      samples.add(OpSample.of(dtype.kerasName(), op, SampleArrays.normal(dtype, 3, 5), SampleArrays.otherNormal(dtype, 5)));
      samples.add(OpSample.of(dtype.kerasName() + " edges", op, SampleArrays.edgeColumn(dtype), SampleArrays.edges(dtype)));
    }
  }

  private void integers(BinaryPointwise op) {
    for (DType dtype : INTEGERS) {
      NDArray edges = SampleArrays.integerEdges(dtype);
      samples.add(OpSample.of(dtype.kerasName(), op, SampleArrays.normal(dtype, 3, 5), SampleArrays.otherNormal(dtype, 5)));
      samples.add(OpSample.of(dtype.kerasName() + " edges", op, edges.reshape(Shape.of(9, 1)), edges));
    }
  }

  private void smooth() {
    // No two of these come near each other, nor do their quotients come near an integer.
    NDArray matrix = NDArray.of(Shape.of(2, 3), 0.4, 2.3, -1.7, 5.2, -0.6, 3.1);
    NDArray row = NDArray.of(Shape.of(3), 1.4, 1.1, -2.9);
    NDArray column = NDArray.of(Shape.of(2, 1), 1.5, -1.2);
    for (BinaryPointwise op : List.of(new Add(), new Subtract(), new Multiply(), new Divide(), new Maximum(), new Minimum(), new Remainder())) {
      samples.add(OpSample.smooth("smooth", op, matrix, row));
      samples.add(OpSample.smooth("smooth, both stretched", op, column, row));
      samples.add(OpSample.smooth("smooth, scalar", op, matrix, NDArray.scalar(DType.FLOAT64, 0.9)));
    }
    NDArray positive = SampleArrays.uniform(DType.FLOAT64, 0.5, 2, 2, 3);
    samples.add(OpSample.smooth("smooth", new Power(), positive, row));
    samples.add(OpSample.smooth("smooth, both stretched", new Power(), SampleArrays.uniform(DType.FLOAT64, 0.5, 2, 2, 1), row));
  }

  private void selections() {
    NDArray condition = SampleArrays.normal(DType.BOOL, 3, 5);
    for (DType dtype : DType.values()) {
      samples.add(OpSample.of(dtype.kerasName(), new Select(), condition, SampleArrays.normal(dtype, 3, 5), SampleArrays.otherNormal(dtype, 5)));
    }
    NDArray edges = SampleArrays.edges(DType.FLOAT32);
    NDArray every = SampleArrays.normal(DType.BOOL, 27);
    samples.add(OpSample.of("edges", new Select(), every, edges, NDArray.scalar(0)));
    samples.add(OpSample.of("scalar condition", new Select(), NDArray.of(Shape.SCALAR, false), edges, NDArray.scalar(7)));
    samples.add(OpSample.of("stretched condition", new Select(), SampleArrays.normal(DType.BOOL, 37, 1),
        SampleArrays.normal(DType.FLOAT32, 29), SampleArrays.normal(DType.FLOAT32, 37, 29)));
    samples.add(OpSample.of("empty", new Select(), SampleArrays.normal(DType.BOOL, 0, 1), SampleArrays.normal(DType.FLOAT32, 4), NDArray.scalar(1)));
    samples.add(OpSample.of("scalars", new Select(), NDArray.of(Shape.SCALAR, true), NDArray.scalar(3), NDArray.scalar(1)));
    samples.add(OpSample.smooth("smooth", new Select(), condition, SampleArrays.normal(DType.FLOAT64, 3, 5), SampleArrays.normal(DType.FLOAT64, 5)));
    samples.add(OpSample.smooth("smooth, all stretched", new Select(), SampleArrays.normal(DType.BOOL, 3, 1),
        SampleArrays.normal(DType.FLOAT64, 5), NDArray.scalar(DType.FLOAT64, 2)));
  }
}
