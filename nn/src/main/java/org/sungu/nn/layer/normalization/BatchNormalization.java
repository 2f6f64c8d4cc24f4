package org.sungu.nn.layer.normalization;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Masks;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Ones;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Per channel: `gamma·(x - mean) / √(variance + epsilon) + beta`, with the batch's mean and variance while training and the moving ones
/// otherwise. Source: [keras.io](https://keras.io/api/layers/normalization_layers/batch_normalization/).; [Ioffe & Szegedy, 2015](https://arxiv.org/abs/1502.03167).
///
/// The moving statistics become `moving·momentum + batch·(1 - momentum)` in every step; the variance is the mean square around the mean.
/// Steps that a mask leaves out do not count in the batch's statistics. A frozen layer behaves as when predicting. Half-precision inputs are computed in float32.
///
/// @param axis the axis of the channels; statistics are taken over all others
@RecordBuilder
public record BatchNormalization(
    int axis,
    double momentum,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Initializer movingMeanInitializer,
    Initializer movingVarianceInitializer,
    @Nullable Regularizer betaRegularizer,
    @Nullable Regularizer gammaRegularizer,
    @Nullable Constraint betaConstraint,
    @Nullable Constraint gammaConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, BatchNormalizationBuilder.With {
  /// What Keras adds to a count that may be 0.
  private static final double EPSILON = 1e-7;

  /// Keras's defaults: channels last, momentum 0.99, epsilon 0.001.
  public static BatchNormalization of() {
    return new BatchNormalization(-1, 0.99, 1e-3, true, true, new Zeros(), new Ones(), new Zeros(), new Ones(), null, null, null, null,
        null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    int rank = input.rank();
    if (rank < 2 || axis < -rank || axis >= rank) {
      throw new ShapeException("got input " + input.type() + "; expected at least two axes (samples and channels), one of them axis " + axis);
    }
    Tensor autocast = dtype.autocast(input);
    DType type = autocast.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    Tensor x = autocast.cast(type);
    int channelAxis = x.shape().axis(axis);
    Shape channels = Shape.of(x.shape().size(channelAxis));
    DType stored = dtype.variable();
    Tensor gamma = scale ? scope.weight("gamma", stored, channels, gammaInitializer, gammaRegularizer, gammaConstraint).cast(type) : null;
    Tensor beta = center ? scope.weight("beta", stored, channels, betaInitializer, betaRegularizer, betaConstraint).cast(type) : null;
    Tensor mean = scope.state("moving_mean", stored, channels, movingMeanInitializer).cast(type);
    Tensor variance = scope.state("moving_variance", stored, channels, movingVarianceInitializer).cast(type);
    if (scope.training() && scope.trainable()) {
      int[] others = IntStream.range(0, rank).filter(i -> i != channelAxis).toArray();
      Tensor mask = scope.mask(input);
      Tensor batchMean = mean(x, mask, others);
      Tensor batchVariance = mean(x.minus(alongAxis(batchMean, rank, channelAxis)).squared(), mask, others);
      scope.update("moving_mean", moved(mean, batchMean).cast(stored));
      scope.update("moving_variance", moved(variance, batchVariance).cast(stored));
      mean = batchMean;
      variance = batchVariance;
    }
    Tensor factor = Rsqrt.of(variance.plus(epsilon));
    factor = gamma == null ? factor : factor.times(gamma);
    Tensor offset = mean.times(factor).negated();
    offset = beta == null ? offset : offset.plus(beta);
    return x.times(alongAxis(factor, rank, channelAxis)).plus(alongAxis(offset, rank, channelAxis)).cast(dtype.compute());
  }

  /// The mean of what counts.
  private static Tensor mean(Tensor x, @Nullable Tensor mask, int... axes) {
    if (mask == null) {
      return Mean.of(x, axes);
    }
    Tensor counted = Masks.along(mask, x.rank());
    Tensor sum = ReduceSum.of(Select.of(counted, x, Constant.scalar(x.dtype(), 0)), axes);
    return sum.dividedBy(ReduceSum.of(Broadcast.of(counted, x.shape()).cast(x.dtype()), axes).plus(EPSILON));
  }

  private Tensor moved(Tensor moving, Tensor batch) {
    return moving.times(momentum).plus(batch.times(1 - momentum));
  }

  /// One number for each channel, in a shape that stretches to the input's.
  private static Tensor alongAxis(Tensor vector, int rank, int axis) {
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return vector.reshape(Shape.of(ones).with(axis, vector.shape().size(0)).toArray());
  }
}
