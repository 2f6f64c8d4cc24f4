package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.SearchSorted;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Numbers as the index of the interval they lie in: how many boundaries are not greater. NaN is in the last.
/// Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/numerical/discretization/).
///
/// @param binBoundaries ascending; null before the layer was [#adaptedTo] data
/// @param numBins how many intervals to fit; null where boundaries are given
/// @param epsilon the precision of fitted boundaries, as a share of the data
@RecordBuilder
public record Discretization(
    @Nullable List<Double> binBoundaries,
    @Nullable Integer numBins,
    double epsilon,
    OutputMode outputMode,
    @Nullable String name,
    DTypePolicy dtype)
    implements UnaryLayer, DiscretizationBuilder.With {
  public Discretization {
    binBoundaries = binBoundaries == null ? null : List.copyOf(binBoundaries);
    if (binBoundaries == null ? numBins == null || numBins < 1 : !ascends(binBoundaries)) {
      throw new IllegalArgumentException("Discretization got binBoundaries = " + binBoundaries + " and numBins = " + numBins
          + "; expected ascending boundaries, or a number of intervals to fit");
    }
    if (outputMode == OutputMode.TF_IDF) {
      throw new IllegalArgumentException("Discretization got outputMode = TF_IDF; expected INT, ONE_HOT, MULTI_HOT or COUNT");
    }
  }

  public static Discretization of(double... binBoundaries) {
    return new Discretization(Arrays.stream(binBoundaries).boxed().toList(), null, 0.01, OutputMode.INT, null, DTypePolicy.FLOAT32);
  }

  /// To be [#adaptedTo] data, with about as many values in each interval.
  public static Discretization ofBins(int numBins) {
    return new Discretization(null, numBins, 0.01, OutputMode.INT, null, DTypePolicy.FLOAT32);
  }

  private static boolean ascends(List<Double> boundaries) {
    return IntStream.range(1, boundaries.size()).allMatch(i -> boundaries.get(i - 1) <= boundaries.get(i));
  }

  /// This layer with boundaries at the quantiles of data.
  public Discretization adaptedTo(NDArray data) {
    if (numBins == null) {
      throw new IllegalStateException("Discretization has boundaries; expected numBins, to fit them to data");
    }
    return withBinBoundaries(QuantileSummary.of(data.toFloats(), epsilon).boundaries(numBins));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    if (binBoundaries == null) {
      throw new ShapeException("has no boundaries yet; expected binBoundaries, or a call of adaptedTo with data");
    }
    DType type = input.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    double[] boundaries = binBoundaries.stream().mapToDouble(Double::doubleValue).toArray();
    Tensor ascending = Constant.of(NDArray.of(Shape.of(boundaries.length), boundaries).cast(type));
    Tensor indices = SearchSorted.of(ascending, input.cast(type));
    return outputMode.encode(indices, boundaries.length + 1, outputMode == OutputMode.INT ? DType.INT32 : dtype.compute());
  }
}
