package org.sungu.nn.layer.normalization;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Ones;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// `gamma·(x - mean) / √(variance + epsilon) + beta`, statistics being those of a group of channels of one sample. Half-precision inputs are computed in
/// float32. Source: [keras.io](https://keras.io/api/layers/normalization_layers/group_normalization/); [Wu & He, 2018](https://arxiv.org/abs/1803.08494).
///
/// @param groups how many groups the channels are divided into; -1 for one each
/// @param axis the axis of the channels
@RecordBuilder
public record GroupNormalization(
    int groups,
    int axis,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    @Nullable Regularizer betaRegularizer,
    @Nullable Regularizer gammaRegularizer,
    @Nullable Constraint betaConstraint,
    @Nullable Constraint gammaConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, GroupNormalizationBuilder.With {
  public GroupNormalization {
    if (groups < 1 && groups != -1) {
      throw new IllegalArgumentException("GroupNormalization got groups = " + groups + "; expected at least 1, or -1 for a group for each channel");
    }
  }

  /// Keras's defaults: 32 groups, channels last.
  public static GroupNormalization of() {
    return new GroupNormalization(32, -1, 1e-3, true, true, new Zeros(), new Ones(), null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = input.cast(Statistics.type(input));
    int rank = x.rank();
    if (rank < 2 || axis < -rank || axis >= rank || x.shape().axis(axis) == 0) {
      throw new ShapeException("got input " + input.type() + "; expected samples and channels, these on axis " + axis);
    }
    int channelAxis = x.shape().axis(axis);
    int channels = x.shape().size(channelAxis);
    int count = groups == -1 ? channels : groups;
    if (channels % count != 0) {
      throw new ShapeException("got input " + input.type() + "; expected channels that divide into " + count + " groups");
    }
    Shape grouped = x.shape().range(0, channelAxis).append(count, channels / count).append(x.shape().range(channelAxis + 1, rank).toArray());
    int[] others = IntStream.rangeClosed(1, rank).filter(i -> i != channelAxis).toArray();
    Tensor result = Statistics.normalized(x.reshape(grouped.toArray()), epsilon, others).reshape(x.shape().toArray());
    DType stored = dtype.variable();
    if (scale) {
      Tensor gamma = scope.weight("gamma", stored, Shape.of(channels), gammaInitializer, gammaRegularizer, gammaConstraint);
      result = result.times(Statistics.along(gamma.cast(x.dtype()), x, channelAxis));
    }
    if (center) {
      Tensor beta = scope.weight("beta", stored, Shape.of(channels), betaInitializer, betaRegularizer, betaConstraint);
      result = result.plus(Statistics.along(beta.cast(x.dtype()), x, channelAxis));
    }
    return result.cast(dtype.compute());
  }
}
