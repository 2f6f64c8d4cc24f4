package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Movement;
import org.sungu.graph.Pad;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Slice;
import org.sungu.graph.Transpose;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for ops that arrange elements anew.
final class MovementSamples {
  private final List<OpSample> samples = new ArrayList<>();

  private MovementSamples() {}

  static List<OpSample> all() {
    MovementSamples rows = new MovementSamples();
    rows.add("split axis", new Reshape(Shape.of(3, 2, 5)), 6, 5);
    rows.add("to one axis", new Reshape(Shape.of(30)), 6, 5);
    rows.add("scalar to ones", new Reshape(Shape.of(1, 1)));
    rows.add("to scalar", new Reshape(Shape.SCALAR), 1, 1);
    rows.add("empty", new Reshape(Shape.of(3, 0, 2)), 0, 5);
    rows.add("matrix", new Transpose(List.of(1, 0)), 3, 5);
    rows.add("large matrix", new Transpose(List.of(1, 0)), 67, 35);
    rows.add("last axes", new Transpose(List.of(0, 2, 1)), 2, 3, 5);
    rows.add("rotated", new Transpose(List.of(2, 0, 1)), 2, 3, 5);
    rows.add("four axes", new Transpose(List.of(0, 3, 1, 2)), 2, 3, 4, 5);
    rows.add("in place", new Transpose(List.of(0, 1)), 3, 5);
    rows.add("column", new Transpose(List.of(1, 0)), 5, 1);
    rows.add("scalar", new Transpose(List.of()));
    rows.add("empty", new Transpose(List.of(1, 0)), 0, 5);
    rows.add("scalar", new Broadcast(Shape.of(3, 5)));
    rows.add("row", new Broadcast(Shape.of(3, 5)), 5);
    rows.add("column", new Broadcast(Shape.of(3, 5)), 3, 1);
    rows.add("inner", new Broadcast(Shape.of(2, 3, 4, 5)), 3, 1, 5);
    rows.add("to nothing", new Broadcast(Shape.of(0, 5)), 1, 5);
    rows.add("same", new Broadcast(Shape.of(3, 5)), 3, 5);
    rows.add("middle", new Slice(Shape.of(1, 0), Shape.of(2, 3), Shape.of(1, 1)), 4, 5);
    rows.add("steps", new Slice(Shape.of(1, 0), Shape.of(2, 3), Shape.of(2, 2)), 4, 5);
    rows.add("everything", new Slice(Shape.of(0, 0), Shape.of(4, 5), Shape.of(1, 1)), 4, 5);
    rows.add("nothing", new Slice(Shape.of(4, 0), Shape.of(0, 5), Shape.of(1, 1)), 4, 5);
    rows.add("scalar", new Slice(Shape.SCALAR, Shape.SCALAR, Shape.SCALAR));
    rows.add("around", new Pad(Shape.of(1, 0), Shape.of(2, 3), Shape.of(0, 0), 0), 2, 3);
    rows.add("between", new Pad(Shape.of(0, 1), Shape.of(1, 0), Shape.of(1, 2), -1.5), 2, 3);
    rows.add("nothing", new Pad(Shape.of(0, 0), Shape.of(0, 0), Shape.of(0, 0), 7), 2, 3);
    rows.add("empty", new Pad(Shape.of(1, 1), Shape.of(1, 0), Shape.of(2, 2), 2), 0, 3);
    rows.add("rows", new Reverse(0), 3, 5);
    rows.add("columns", new Reverse(1), 3, 5);
    rows.add("middle", new Reverse(1), 2, 3, 4);
    rows.add("empty", new Reverse(0), 0, 5);
    rows.add("one", new Reverse(0), 1, 5);
    rows.samples.add(OpSample.of("infinite", new Pad(Shape.of(1), Shape.of(1), Shape.of(0), Double.NEGATIVE_INFINITY), normal(DType.FLOAT32, 3)));
    rows.concatenations();
    return rows.samples;
  }

  /// The movement in several element types, and its gradient.
  private void add(String name, Movement op, int... sizes) {
    for (DType dtype : List.of(DType.FLOAT32, DType.INT64, DType.BFLOAT16, DType.UINT8, DType.BOOL)) {
      samples.add(OpSample.of(name + " " + dtype.kerasName(), op, normal(dtype, sizes)));
    }
    samples.add(OpSample.smooth(name + " smooth", op, normal(DType.FLOAT64, sizes)));
  }

  private void concatenations() {
    for (DType dtype : DType.values()) {
      samples.add(OpSample.of("rows " + dtype.kerasName(), new Concatenate(0), normal(dtype, 2, 5), normal(dtype, 3, 5)));
      samples.add(OpSample.of("columns " + dtype.kerasName(), new Concatenate(1), normal(dtype, 3, 2), normal(dtype, 3, 0), normal(dtype, 3, 7)));
    }
    NDArray x = normal(DType.FLOAT32, 4, 3);
    samples.add(OpSample.of("one", new Concatenate(0), x));
    samples.add(OpSample.of("middle", new Concatenate(1), normal(DType.FLOAT32, 2, 1, 3), normal(DType.FLOAT32, 2, 4, 3)));
    samples.add(OpSample.of("empty", new Concatenate(1), normal(DType.FLOAT32, 0, 1), normal(DType.FLOAT32, 0, 2)));
    samples.add(OpSample.smooth("smooth", new Concatenate(1), normal(DType.FLOAT64, 3, 2), normal(DType.FLOAT64, 3, 1), normal(DType.FLOAT64, 3, 4)));
  }
}
