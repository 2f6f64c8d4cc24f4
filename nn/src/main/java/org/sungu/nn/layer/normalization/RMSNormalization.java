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
import org.sungu.nn.initializer.Ones;

/// `scale·x / √(mean(x²) + epsilon)` over axes of each sample. Half-precision inputs are computed in float32.
/// Source: [keras.io](https://keras.io/api/layers/normalization_layers/rms_normalization/); [Zhang & Sennrich, 2019](https://arxiv.org/abs/1910.07467).
@RecordBuilder
public record RMSNormalization(List<Integer> axis, double epsilon, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, RMSNormalizationBuilder.With {
  public RMSNormalization {
    axis = List.copyOf(axis);
  }

  /// Keras's defaults: the last axis, epsilon 10⁻⁶.
  public static RMSNormalization of() {
    return new RMSNormalization(List.of(-1), 1e-6, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor autocast = dtype.autocast(input);
    Tensor x = autocast.cast(Statistics.type(autocast));
    int[] axes = Statistics.axes(axis, x);
    Tensor scale = scope.weight("scale", dtype.variable(), Statistics.sizes(x, axes), new Ones(), null, null);
    Tensor factor = Rsqrt.of(Mean.keeping(x.squared(), axes).plus(epsilon));
    return x.times(factor).times(Statistics.along(scale.cast(x.dtype()), x, axes)).cast(autocast.dtype());
  }
}
