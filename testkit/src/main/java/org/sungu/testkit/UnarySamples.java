package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Absolute;
import org.sungu.graph.Cast;
import org.sungu.graph.Ceil;
import org.sungu.graph.Cosine;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Floor;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.Negate;
import org.sungu.graph.Not;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tanh;
import org.sungu.graph.UnaryPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for pointwise functions of one tensor.
final class UnarySamples {
  private final List<OpSample> samples = new ArrayList<>();

  private UnarySamples() {}

  static List<OpSample> all() {
    UnarySamples rows = new UnarySamples();
    rows.floating(new Negate(), -2, 2);
    rows.floating(new Absolute(), 0.1, 2);
    rows.floating(new Sign(), 0.1, 2);
    rows.floating(new Exp(), -2, 2);
    rows.floating(new Log(), 0.2, 3);
    rows.floating(new Log1p(), -0.5, 2);
    rows.floating(new Expm1(), -2, 2);
    rows.floating(new Sqrt(), 0.2, 3);
    rows.floating(new Rsqrt(), 0.2, 3);
    rows.floating(new Tanh(), -2, 2);
    rows.floating(new Sigmoid(), -2, 2);
    rows.floating(new Erf(), -2, 2);
    rows.floating(new Sine(), -4, 4);
    rows.floating(new Cosine(), -4, 4);
    rows.floating(new Floor(), 1.1, 1.9);
    rows.floating(new Ceil(), 1.1, 1.9);
    rows.floating(new Round(), 1.6, 2.4);
    rows.floating(new IsNaN(), -2, 2);
    rows.samples.add(OpSample.smooth("negative", new Absolute(), SampleArrays.uniform(DType.FLOAT64, -2, -0.1, 7)));
    for (UnaryPointwise op : List.of(new Negate(), new Absolute(), new Sign(), new StopGradient())) {
      for (DType dtype : List.of(DType.INT8, DType.UINT8, DType.INT32, DType.INT64)) {
        rows.samples.add(OpSample.of(dtype.kerasName(), op, SampleArrays.integerEdges(dtype)));
      }
    }
    rows.samples.add(OpSample.of("booleans", new Not(), SampleArrays.normal(DType.BOOL, 3, 5)));
    rows.samples.add(OpSample.of("scalar", new Not(), NDArray.of(Shape.SCALAR, true)));
    rows.samples.add(OpSample.of("booleans", new StopGradient(), SampleArrays.normal(DType.BOOL, 3, 5)));
    rows.samples.add(OpSample.of("float32", new StopGradient(), SampleArrays.edges(DType.FLOAT32)));
    rows.casts();
    return rows.samples;
  }

  /// Every floating type and shape, and a range in which the function is smooth.
  private void floating(UnaryPointwise op, double low, double high) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16)) {
      samples.add(OpSample.of(dtype.kerasName() + " edges", op, SampleArrays.edges(dtype)));
      samples.add(OpSample.of(dtype.kerasName() + " [3,5]", op, SampleArrays.normal(dtype, 3, 5)));
    }
    samples.add(OpSample.of("scalar", op, SampleArrays.normal(DType.FLOAT32)));
    samples.add(OpSample.of("empty", op, SampleArrays.normal(DType.FLOAT32, 0, 3)));
    samples.add(OpSample.of("many", op, SampleArrays.uniform(DType.FLOAT32, -30, 30, 37, 29)));
    if (!(op instanceof IsNaN)) {
      samples.add(OpSample.smooth("smooth", op, SampleArrays.uniform(DType.FLOAT64, low, high, 3, 5)));
    }
  }

  private void casts() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        samples.add(OpSample.of(from.kerasName() + " to " + to.kerasName(), new Cast(to), SampleArrays.normal(from, 3, 5)));
        if (from.isFloating()) {
          samples.add(OpSample.of("edges, " + from.kerasName() + " to " + to.kerasName(), new Cast(to), SampleArrays.edges(from)));
        } else if (from.isInteger()) {
          samples.add(OpSample.of("edges, " + from.kerasName() + " to " + to.kerasName(), new Cast(to), SampleArrays.integerEdges(from)));
        }
      }
    }
    samples.add(OpSample.smooth("smooth", new Cast(DType.FLOAT64), SampleArrays.normal(DType.FLOAT64, 3, 5)));
  }
}
