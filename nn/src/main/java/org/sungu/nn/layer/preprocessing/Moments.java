package org.sungu.nn.layer.preprocessing;

import java.util.Arrays;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Mean and mean square around the mean of data, per place along some axes. Float32, computed in double precision.
record Moments(NDArray mean, NDArray variance) {
  static Moments of(NDArray data, int[] keptAxes) {
    Shape shape = data.shape();
    Shape kept = Shape.of(Arrays.stream(keptAxes).map(shape::size).toArray());
    int places = Math.toIntExact(kept.elementCount());
    double count = (double) shape.elementCount() / Math.max(1, places);
    double[] mean = new double[places];
    double[] variance = new double[places];
    for (int i = 0; i < data.elementCount(); i++) {
      mean[place(i, shape, keptAxes)] += data.getDouble(i) / count;
    }
    for (int i = 0; i < data.elementCount(); i++) {
      int place = place(i, shape, keptAxes);
      double deviation = data.getDouble(i) - mean[place];
      variance[place] += deviation * deviation / count;
    }
    return new Moments(NDArray.of(kept, mean).cast(DType.FLOAT32), NDArray.of(kept, variance).cast(DType.FLOAT32));
  }

  private static int place(long index, Shape shape, int[] keptAxes) {
    long[] strides = shape.strides();
    long place = 0;
    for (int axis : keptAxes) {
      place = place * shape.size(axis) + index / strides[axis] % shape.size(axis);
    }
    return (int) place;
  }
}
