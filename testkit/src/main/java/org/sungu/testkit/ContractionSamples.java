package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sungu.graph.MatMul;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for products summed over shared axes.
final class ContractionSamples {
  private ContractionSamples() {}

  static List<OpSample> all() {
    List<OpSample> samples = new ArrayList<>();
    for (int flags = 0; flags < 4; flags++) {
      boolean transposeA = (flags & 1) != 0;
      boolean transposeB = (flags & 2) != 0;
      samples.add(sample("odd", DType.FLOAT32, 13, 17, 11, transposeA, transposeB));
      samples.add(sample("vector", DType.FLOAT32, 1, 64, 33, transposeA, transposeB));
      samples.add(sample("column", DType.FLOAT32, 32, 64, 1, transposeA, transposeB));
      samples.add(sample("outer", DType.FLOAT32, 5, 1, 7, transposeA, transposeB));
      samples.add(sample("many", DType.FLOAT32, 65, 130, 70, transposeA, transposeB));
      samples.add(sample("double", DType.FLOAT64, 5, 6, 7, transposeA, transposeB));
      samples.add(sample("no rows", DType.FLOAT32, 0, 3, 2, transposeA, transposeB));
      samples.add(sample("nothing shared", DType.FLOAT32, 2, 0, 3, transposeA, transposeB));
      samples.add(sample("batches", DType.FLOAT32, 3, 5, 4, transposeA, transposeB, 2, 3));
      samples.add(sample("no batches", DType.FLOAT32, 3, 5, 4, transposeA, transposeB, 0));
      samples.add(sample("smooth", DType.FLOAT64, 2, 3, 4, transposeA, transposeB));
      samples.add(sample("smooth batches", DType.FLOAT64, 2, 3, 4, transposeA, transposeB, 2));
    }
    samples.add(sample("bfloat16", DType.BFLOAT16, 5, 6, 7, false, false));
    samples.add(sample("float16", DType.FLOAT16, 5, 6, 7, false, false));
    return samples;
  }

  private static OpSample sample(
      String name, DType dtype, int rows, int shared, int columns, boolean transposeA, boolean transposeB, int... batch) {
    NDArray a = transposeA ? normal(dtype, batch, shared, rows) : normal(dtype, batch, rows, shared);
    NDArray b = transposeB ? normal(dtype, batch, columns, shared) : normal(dtype, batch, shared, columns);
    MatMul op = new MatMul(transposeA, transposeB);
    return new OpSample("matMul " + name + (transposeA ? " aᵀ" : "") + (transposeB ? " bᵀ" : ""), op, List.of(a, b), Map.of(),
        name.startsWith("smooth"));
  }

  private static NDArray normal(DType dtype, int[] batch, int rows, int columns) {
    return SampleArrays.normal(dtype, Shape.of(batch).append(rows, columns).toArray());
  }
}
