package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Gather;
import org.sungu.graph.ScatterAdd;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for reading and writing at given positions.
final class IndexingSamples {
  private IndexingSamples() {}

  static List<OpSample> all() {
    NDArray repeated = NDArray.of(Shape.of(2, 3), 4, 0, 4, 2, 2, 4);
    NDArray outside = NDArray.of(Shape.of(4), 1, -1, 5, 0);
    NDArray none = NDArray.zeros(DType.INT32, Shape.of(0));
    List<OpSample> samples = new ArrayList<>();
    for (DType dtype : DType.values()) {
      samples.add(OpSample.of(dtype.kerasName(), new Gather(0), normal(dtype, 5, 3), repeated));
      samples.add(OpSample.of(dtype.kerasName() + " outside", new Gather(0), normal(dtype, 5, 3), outside));
      if (dtype != DType.BOOL) {
        samples.add(OpSample.of(dtype.kerasName(), new ScatterAdd(Shape.of(5, 3), 0), repeated, normal(dtype, 2, 3, 3)));
      }
      if (dtype.isInteger()) {
        samples.add(OpSample.of(dtype.kerasName() + " indices", new Gather(0), normal(DType.FLOAT32, 5, 3), repeated.cast(dtype)));
        samples.add(OpSample.of(dtype.kerasName() + " indices", new ScatterAdd(Shape.of(5, 3), 0), repeated.cast(dtype), normal(DType.FLOAT32, 2, 3, 3)));
      }
    }
    samples.add(OpSample.of("middle axis", new Gather(1), normal(DType.FLOAT32, 2, 5, 3), repeated));
    samples.add(OpSample.of("last axis", new Gather(1), normal(DType.FLOAT32, 2, 5), repeated));
    samples.add(OpSample.of("scalar index", new Gather(0), normal(DType.FLOAT32, 5, 3), NDArray.of(Shape.SCALAR, 3)));
    samples.add(OpSample.of("no index", new Gather(0), normal(DType.FLOAT32, 5, 3), none));
    samples.add(OpSample.of("of nothing", new Gather(0), normal(DType.FLOAT32, 0, 3), outside));
    samples.add(OpSample.of("wide rows", new Gather(0), normal(DType.FLOAT32, 5, 67), repeated));
    samples.add(OpSample.of("outside", new ScatterAdd(Shape.of(5, 3), 0), outside, normal(DType.FLOAT32, 4, 3)));
    samples.add(OpSample.of("middle axis", new ScatterAdd(Shape.of(2, 5, 3), 1), repeated, normal(DType.FLOAT32, 2, 2, 3, 3)));
    samples.add(OpSample.of("last axis", new ScatterAdd(Shape.of(2, 5), 1), repeated, normal(DType.FLOAT32, 2, 2, 3)));
    samples.add(OpSample.of("scalar index", new ScatterAdd(Shape.of(5, 3), 0), NDArray.of(Shape.SCALAR, 3), normal(DType.FLOAT32, 3)));
    samples.add(OpSample.of("no index", new ScatterAdd(Shape.of(5, 3), 0), none, normal(DType.FLOAT32, 0, 3)));
    samples.add(OpSample.smooth("smooth", new Gather(0), normal(DType.FLOAT64, 5, 3), repeated));
    samples.add(OpSample.smooth("smooth middle axis", new Gather(1), normal(DType.FLOAT64, 2, 5, 3), repeated));
    samples.add(OpSample.smooth("smooth", new ScatterAdd(Shape.of(5, 3), 0), repeated, normal(DType.FLOAT64, 2, 3, 3)));
    samples.add(OpSample.smooth("smooth outside", new ScatterAdd(Shape.of(2, 5, 3), 1), outside, normal(DType.FLOAT64, 2, 4, 3)));
    return samples;
  }
}
