package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Body;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Cosine;
import org.sungu.graph.Input;
import org.sungu.graph.Less;
import org.sungu.graph.MatMul;
import org.sungu.graph.Scan;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sine;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for loops.
final class ScanSamples {
  private ScanSamples() {}

  static List<OpSample> all() {
    List<OpSample> samples = new ArrayList<>();
    for (boolean reversed : new boolean[] {false, true}) {
      String direction = reversed ? " reversed" : "";
      samples.add(OpSample.smooth("smooth" + direction, new Scan(recurrent(DType.FLOAT64, 2, 3), 1, 1, 3, reversed),
          normal(DType.FLOAT64, 2, 3), normal(DType.FLOAT64, 3, 2, 3), normal(DType.FLOAT64, 3, 3)));
      for (int[] sizes : new int[][] {{5, 3, 7}, {1, 3, 7}, {0, 3, 7}, {2, 33, 16}, {3, 64, 16}, {4, 1, 1}}) {
        samples.add(OpSample.of("steps, rows, columns " + Shape.of(sizes) + direction,
            new Scan(recurrent(DType.FLOAT32, sizes[1], sizes[2]), 1, 1, sizes[0], reversed),
            normal(DType.FLOAT32, sizes[1], sizes[2]), normal(DType.FLOAT32, sizes), SampleArrays.uniform(DType.FLOAT32, -0.3, 0.3, sizes[2], sizes[2])));
      }
      samples.add(OpSample.of("carries that change places" + direction, new Scan(exchange(3, 5), 3, 0, 5, reversed),
          normal(DType.FLOAT32, 3, 5), SampleArrays.otherNormal(DType.FLOAT32, 3, 5), NDArray.scalar(DType.INT32, 7)));
      samples.add(OpSample.of("whatever may come out" + direction, new Scan(passing(19), 1, 1, 4, reversed),
          normal(DType.FLOAT32, 19), normal(DType.FLOAT32, 4, 19), NDArray.scalar(0.5f)));
    }
    return samples;
  }

  /// `h ← tanh(h·u + x)` with a gate, everything inside returned, as the gradient needs it.
  private static Body recurrent(DType dtype, int rows, int columns) {
    Tensor h = Input.of("h", dtype, Shape.of(rows, columns));
    Tensor x = Input.of("x", dtype, Shape.of(rows, columns));
    Tensor u = Input.of("u", dtype, Shape.of(columns, columns));
    Tensor product = MatMul.of(h, u);
    Tensor sum = product.plus(x);
    Tensor next = Tanh.of(sum);
    Tensor gate = Sigmoid.of(x);
    Tensor result = next.times(gate);
    Tensor wave = Cosine.of(x);
    return new Body(List.of(h, x, u), List.of(result, result, h, x, product, sum, next, gate, wave, Sine.of(wave)));
  }

  /// Two carries in each other's place, and a counter; nothing is read from outside.
  private static Body exchange(int rows, int columns) {
    Tensor a = Input.of("a", DType.FLOAT32, Shape.of(rows, columns));
    Tensor b = Input.of("b", DType.FLOAT32, Shape.of(rows, columns));
    Tensor count = Input.of("count", DType.INT32, Shape.SCALAR);
    Tensor next = count.plus(1);
    return new Body(List.of(a, b, count), List.of(b, a.plus(next.cast(DType.FLOAT32)), next, count, next));
  }

  /// Outputs that are inputs, the same tensor twice, something stretched, and bools.
  private static Body passing(int columns) {
    Tensor h = Input.of("h", DType.FLOAT32, Shape.of(columns));
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(columns));
    Tensor limit = Input.of("limit", DType.FLOAT32, Shape.SCALAR);
    Tensor less = Less.of(x, limit);
    Tensor next = Select.of(less, h, x);
    return new Body(List.of(h, x, limit),
        List.of(next, next, next, h, x, limit, less, Broadcast.of(limit, Shape.of(3, columns)), next.plus(h)));
  }
}
