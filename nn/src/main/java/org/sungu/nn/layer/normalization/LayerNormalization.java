package org.sungu.nn.layer.normalization;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
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

/// `gamma·(x - mean) / √(variance + epsilon) + beta` over axes of each sample. Half-precision inputs are computed in float32.
/// Source: [keras.io](https://keras.io/api/layers/normalization_layers/layer_normalization/); [Ba et al., 2016](https://arxiv.org/abs/1607.06450).
///
/// @param rmsScaling Keras's former `gamma·x / √(variance + epsilon)`, without centering; [RMSNormalization] divides by the root mean square
@RecordBuilder
public record LayerNormalization(
    List<Integer> axis,
    double epsilon,
    boolean center,
    boolean scale,
    boolean rmsScaling,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    @Nullable Regularizer betaRegularizer,
    @Nullable Regularizer gammaRegularizer,
    @Nullable Constraint betaConstraint,
    @Nullable Constraint gammaConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, LayerNormalizationBuilder.With {
  public LayerNormalization {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults: the last axis, epsilon 0.001.
  public static LayerNormalization of() {
    return new LayerNormalization(List.of(-1), 1e-3, true, true, false, new Zeros(), new Ones(), null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = input.cast(Statistics.type(input));
    DType type = x.dtype();
    int[] axes = Statistics.axes(axis, x);
    Shape sizes = Statistics.sizes(x, axes);
    DType stored = dtype.variable();
    Tensor result = rmsScaling ? x.times(Rsqrt.of(variance(x, axes).plus(epsilon))) : Statistics.normalized(x, epsilon, axes);
    if (scale || rmsScaling) {
      Tensor gamma = scope.weight("gamma", stored, sizes, gammaInitializer, gammaRegularizer, gammaConstraint);
      result = result.times(Statistics.along(gamma.cast(type), x, axes));
    }
    if (center && !rmsScaling) {
      Tensor beta = scope.weight("beta", stored, sizes, betaInitializer, betaRegularizer, betaConstraint);
      result = result.plus(Statistics.along(beta.cast(type), x, axes));
    }
    return result.cast(dtype.compute());
  }

  private static Tensor variance(Tensor x, int... axes) {
    return Mean.keeping(x.minus(Mean.keeping(x, axes)).squared(), axes);
  }
}
