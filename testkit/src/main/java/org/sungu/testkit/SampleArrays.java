package org.sungu.testkit;

import java.util.Random;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Arrays to test with: the same ones on every run.
public final class SampleArrays {
  /// Where functions of floats misbehave: zeros of both signs, ties, huge, tiny, denormal and not-finite numbers.
  private static final double[] EDGES = {
    0, -0.0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2, 2.5, -3, 1e-8, -1e-8, 20, -20, 88, -88, 100, -100, 1e-38, -1e-38, 0x1p-149, 3e38, -3e38,
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  private SampleArrays() {}

  /// Normally distributed numbers; integers from -9 to 9 (0 to 18 if unsigned); random truth values.
  public static NDArray normal(DType dtype, int... sizes) {
    return draw(dtype, 1, sizes);
  }

  /// As [#normal], but other numbers: for a second operand.
  public static NDArray otherNormal(DType dtype, int... sizes) {
    return draw(dtype, 2, sizes);
  }

  private static NDArray draw(DType dtype, int seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    Random random = new Random(31L * shape.hashCode() + seed);
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      if (dtype.isFloating()) {
        array.setDouble(i, random.nextGaussian());
      } else if (dtype == DType.BOOL) {
        array.setLong(i, random.nextInt(2));
      } else {
        array.setLong(i, random.nextInt(19) - (dtype == DType.UINT8 ? 0 : 9));
      }
    }
    return array;
  }

  /// Numbers between bounds.
  public static NDArray uniform(DType dtype, double low, double high, int... sizes) {
    Shape shape = Shape.of(sizes);
    Random random = new Random(37L * shape.hashCode() + Double.hashCode(low + 3 * high));
    NDArray array = NDArray.zeros(dtype, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, low + (high - low) * random.nextDouble());
    }
    return array;
  }

  /// Float64 numbers in no order, any two at least 0.25 apart, so that which one is largest is beyond doubt.
  public static NDArray distinct(int... sizes) {
    NDArray array = NDArray.zeros(DType.FLOAT64, Shape.of(sizes));
    long count = array.elementCount();
    for (long i = 0; i < count; i++) {
      // 7919 is prime, so every multiple of 0.25 comes up once.
      array.setDouble(i, (double) (i * 7919 % count - count / 2) * 0.25);
    }
    return array;
  }

  /// All edge values along one axis.
  public static NDArray edges(DType dtype) {
    return column(dtype, EDGES).reshape(Shape.of(EDGES.length));
  }

  /// All edge values as a column, to be paired with [#edges] by broadcasting.
  public static NDArray edgeColumn(DType dtype) {
    return column(dtype, EDGES);
  }

  /// The smallest and largest numbers of an integer type, and those around 0.
  public static NDArray integerEdges(DType dtype) {
    long[] values = switch (dtype) {
      case INT8 -> new long[] {Byte.MIN_VALUE, Byte.MAX_VALUE, -2, -1, 0, 1, 2, 3, 7};
      case UINT8 -> new long[] {0, 1, 2, 3, 7, 127, 128, 254, 255};
      case INT32 -> new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE, -2, -1, 0, 1, 2, 3, 7};
      case INT64, BOOL, FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -2, -1, 0, 1, 2, 3, 7};
    };
    NDArray array = NDArray.zeros(dtype, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      array.setLong(i, values[i]);
    }
    return array;
  }

  private static NDArray column(DType dtype, double[] values) {
    NDArray array = NDArray.zeros(dtype, Shape.of(values.length, 1));
    for (int i = 0; i < values.length; i++) {
      array.setDouble(i, values[i]);
    }
    return array;
  }
}
