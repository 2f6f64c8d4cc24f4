package org.sungu.nn.layer.reshaping;

import org.sungu.graph.Constant;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What is put between the places of an image that is made larger.
///
/// Place `j` of the result lies at `(j + ½) / factor - ½` of the source. It is the sum of the source's places, each with the weight
/// that its distance has by the formulas below; beyond the edges there are none, and weights are scaled to a sum of 1.
/// Sources: [Keys, 1981](https://doi.org/10.1109/TASSP.1981.1163711) for the cubic one; Lanczos's windowed sinc.
public enum Interpolation {
  /// The nearest place.
  NEAREST {
    @Override
    double weight(double distance) {
      return distance <= 0.5 ? 1 : 0;
    }
  },
  /// `max(0, 1 - d)`.
  BILINEAR {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - distance);
    }
  },
  /// Keys's cubic with `a = -½`: `1.5·d³ - 2.5·d² + 1` up to 1, `-0.5·d³ + 2.5·d² - 4·d + 2` up to 2.
  BICUBIC {
    @Override
    double weight(double distance) {
      double d = distance;
      return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
  },
  /// `sinc(d)·sinc(d / 3)` up to 3.
  LANCZOS3 {
    @Override
    double weight(double distance) {
      return windowedSinc(distance, 3);
    }
  },
  /// `sinc(d)·sinc(d / 5)` up to 5.
  LANCZOS5 {
    @Override
    double weight(double distance) {
      return windowedSinc(distance, 5);
    }
  };

  abstract double weight(double distance);

  private static double windowedSinc(double distance, double radius) {
    return distance > radius ? 0 : sinc(distance) * sinc(distance / radius);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /// The matrix `[places, places·factor]` that a row of places is multiplied with to become longer.
  Tensor weights(DType type, int places, int factor) {
    int longer = Math.multiplyExact(places, factor);
    double[] weights = new double[Math.multiplyExact(places, longer)];
    for (int to = 0; to < longer; to++) {
      double position = (to + 0.5) / factor - 0.5;
      double total = 0;
      for (int from = 0; from < places; from++) {
        total += weight(Math.abs(position - from));
      }
      for (int from = 0; from < places; from++) {
        weights[from * longer + to] = weight(Math.abs(position - from)) / total;
      }
    }
    return Constant.of(NDArray.of(Shape.of(places, longer), weights).cast(type));
  }
}
