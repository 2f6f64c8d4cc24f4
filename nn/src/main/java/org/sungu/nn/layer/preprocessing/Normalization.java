package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Maximum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.initializer.Ones;
import org.sungu.nn.initializer.Zeros;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// `(x - mean) / √variance`, the deviation counting as 1e-7 at least; inverted, the way back. Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/numerical/normalization/).
///
/// Mean and variance are part of the configuration, or else states `mean`, `variance` and `count`, as Keras's layer has after `adapt`.
///
/// @param axis the axes along which each place has its own mean; statistics are taken over all others. Empty for a single mean
/// @param mean shape of those axes, or one that stretches to it; null where it is a state
/// @param variance of the mean's shape; null where it is a state
@RecordBuilder
public record Normalization(List<Integer> axis, @Nullable NDArray mean, @Nullable NDArray variance, boolean invert, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, NormalizationBuilder.With {
  private static final double LEAST_DEVIATION = 1e-7;

  public Normalization {
    axis = List.copyOf(axis);
    if (mean == null ? variance != null : variance == null || !variance.shape().equals(mean.shape())) {
      throw new IllegalArgumentException("Normalization got mean " + mean + " and variance " + variance
          + "; expected both in one shape, or neither");
    }
    if (mean != null && mean.shape().rank() > axis.size()) {
      throw new IllegalArgumentException("Normalization got a mean of shape " + mean.shape() + " for " + axis.size()
          + " axes; expected at most one axis for each");
    }
  }

  /// Keras's defaults: a mean for each place of the last axis, to be read from a file or [#adaptedTo] data.
  public static Normalization of() {
    return new Normalization(List.of(-1), null, null, false, null, true, DTypePolicy.FLOAT32);
  }

  /// With a mean and a variance for each place of the last axis.
  public static Normalization of(double[] mean, double[] variance) {
    return of().withMeanAndVariance(NDArray.of(Shape.of(mean.length), mean), NDArray.of(Shape.of(variance.length), variance));
  }

  public Normalization withMeanAndVariance(NDArray newMean, NDArray newVariance) {
    return new Normalization(axis, newMean, newVariance, invert, name, trainable, dtype);
  }

  /// This layer with the mean and the variance (the mean square around the mean) of data, sample axis included.
  public Normalization adaptedTo(NDArray data) {
    Moments moments = Moments.of(data, keptAxes(data.shape()));
    return withMeanAndVariance(moments.mean(), moments.variance());
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = input.cast(dtype.compute());
    int[] kept = keptAxes(x.shape());
    Tensor center;
    Tensor spread;
    if (mean == null || variance == null) {
      Shape sizes = Shape.of(Arrays.stream(kept).map(x.shape()::size).toArray());
      center = scope.state("mean", dtype.variable(), sizes, new Zeros());
      spread = scope.state("variance", dtype.variable(), sizes, new Ones());
      scope.state("count", DType.INT32, Shape.SCALAR, new Zeros());
    } else {
      center = Constant.of(mean);
      spread = Constant.of(variance);
    }
    center = placed(center, x, kept);
    Tensor deviation = Maximum.of(Sqrt.of(placed(spread, x, kept)), LEAST_DEVIATION);
    return invert ? x.times(deviation).plus(center) : x.minus(center).dividedBy(deviation);
  }

  private int[] keptAxes(Shape shape) {
    for (int each : axis) {
      if (each < -shape.rank() || each >= shape.rank()) {
        throw new ShapeException("got input of shape " + shape + "; expected one with axis " + each);
      }
    }
    return axis.stream().mapToInt(shape::axis).sorted().toArray();
  }

  /// The axes of a statistic at the places of the input's axes that it belongs to, aligned at the end.
  private static Tensor placed(Tensor statistic, Tensor x, int[] kept) {
    int[] sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    int rank = statistic.rank();
    for (int i = 1; i <= rank; i++) {
      int axis = kept[kept.length - i];
      int size = statistic.shape().size(-i);
      if (size != 1 && size != x.shape().size(axis)) {
        throw new ShapeException("got input " + x.type() + "; expected " + size + " values on axis " + axis + ", as many as there are means");
      }
      sizes[axis] = size;
    }
    return statistic.cast(x.dtype()).reshape(sizes);
  }
}
