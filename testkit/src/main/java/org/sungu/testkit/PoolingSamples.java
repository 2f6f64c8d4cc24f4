package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;
import static org.sungu.testkit.SampleArrays.otherNormal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.TensorType;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for windows over spatial axes.
final class PoolingSamples {
  private final List<OpSample> samples = new ArrayList<>();

  private PoolingSamples() {}

  static List<OpSample> all() {
    PoolingSamples rows = new PoolingSamples();
    Shape none = Shape.of(0, 0);
    Shape one = Shape.of(1, 1);
    for (DType dtype : DType.values()) {
      if (dtype != DType.BOOL) {
        rows.maximum(dtype.kerasName(), Shape.of(2, 3), Shape.of(2, 1), Shape.of(0, 1), one, normal(dtype, 2, 5, 4, 3));
      }
      if (dtype.isFloating()) {
        rows.maximum(dtype.kerasName() + " edges", Shape.of(2), Shape.of(1), Shape.of(0), Shape.of(0), edges(dtype));
        rows.sum(dtype.kerasName(), Shape.of(2, 3), Shape.of(2, 1), Shape.of(0, 1), one, normal(dtype, 2, 5, 4, 3));
      }
    }
    for (int channels : new int[] {1, 7, 16, 37}) {
      NDArray x = normal(DType.FLOAT32, 2, 9, 8, channels);
      rows.both(channels + " channels", Shape.of(2, 2), Shape.of(2, 2), none, none, x);
      rows.both(channels + " channels, overlapping", Shape.of(3, 3), Shape.of(2, 2), one, one, x);
    }
    rows.both("line", Shape.of(3), Shape.of(2), Shape.of(1), Shape.of(1), normal(DType.FLOAT32, 2, 9, 5));
    rows.both("cube", Shape.of(2, 3, 2), Shape.of(1, 2, 3), Shape.of(1, 0, 0), Shape.of(0, 2, 1), normal(DType.FLOAT32, 2, 4, 5, 6, 3));
    rows.both("gaps", Shape.of(1, 2), Shape.of(3, 4), none, none, normal(DType.FLOAT32, 2, 8, 7, 3));
    rows.both("one window", Shape.of(4, 3), Shape.of(4, 3), none, none, normal(DType.FLOAT32, 2, 4, 3, 20));
    rows.both("nothing in the batch", Shape.of(2, 2), Shape.of(2, 2), none, none, normal(DType.FLOAT32, 0, 4, 4, 3));
    rows.both("no channels", Shape.of(2, 2), Shape.of(2, 2), none, none, normal(DType.FLOAT32, 2, 4, 4, 0));
    rows.both("ties", Shape.of(3, 3), Shape.of(2, 2), one, one, normal(DType.INT8, 2, 6, 6, 3).cast(DType.FLOAT32));
    rows.smooth("smooth", Shape.of(2, 2), Shape.of(2, 2), none, none, SampleArrays.distinct(2, 4, 5, 2));
    rows.smooth("smooth overlapping", Shape.of(3, 2), Shape.of(1, 1), one, Shape.of(0, 1), SampleArrays.distinct(1, 4, 3, 2));
    rows.smooth("smooth line", Shape.of(2), Shape.of(3), Shape.of(1), Shape.of(0), SampleArrays.distinct(2, 5, 2));
    return rows.samples;
  }

  private static NDArray edges(DType dtype) {
    NDArray edges = SampleArrays.edges(dtype);
    return edges.reshape(Shape.of(1, Math.toIntExact(edges.elementCount()), 1));
  }

  private void both(String name, Shape window, Shape strides, Shape low, Shape high, NDArray x) {
    maximum(name, window, strides, low, high, x);
    sum(name, window, strides, low, high, x);
  }

  private void maximum(String name, Shape window, Shape strides, Shape low, Shape high, NDArray keys) {
    PickMaximum pick = new PickMaximum(window, strides, low, high);
    samples.add(OpSample.of(name, pick, keys, otherNormal(keys.dtype(), keys.shape().toArray())));
    samples.add(OpSample.of(name, new PlaceAtMaximum(window, strides, low, high), keys, upstream(keys, new WindowSum(window, strides, low, high))));
  }

  private void sum(String name, Shape window, Shape strides, Shape low, Shape high, NDArray x) {
    WindowSum sum = new WindowSum(window, strides, low, high);
    samples.add(OpSample.of(name, sum, x));
    samples.add(OpSample.of(name, new WindowSpread(window, strides, low, high, spatial(x)), upstream(x, sum)));
  }

  private void smooth(String name, Shape window, Shape strides, Shape low, Shape high, NDArray keys) {
    WindowSum sum = new WindowSum(window, strides, low, high);
    NDArray values = otherNormal(DType.FLOAT64, keys.shape().toArray());
    samples.add(OpSample.smooth(name, new PickMaximum(window, strides, low, high), keys, values));
    samples.add(OpSample.smooth(name, new PlaceAtMaximum(window, strides, low, high), keys, upstream(keys, sum)));
    samples.add(OpSample.smooth(name, sum, values));
    samples.add(OpSample.smooth(name, new WindowSpread(window, strides, low, high, spatial(keys)), upstream(keys, sum)));
  }

  private static Shape spatial(NDArray x) {
    return x.shape().range(1, x.shape().rank() - 1);
  }

  /// Numbers of the type and shape that pooling x has.
  private static NDArray upstream(NDArray x, WindowSum sum) {
    Shape shape = sum.type(List.of(new TensorType(DType.FLOAT32, x.shape()))).shape();
    return normal(x.dtype(), shape.toArray());
  }
}
