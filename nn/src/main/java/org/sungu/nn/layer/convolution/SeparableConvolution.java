package org.sungu.nn.layer.convolution;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Convolution;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// A [DepthwiseConvolution], then a kernel `[1…, channels·multiplier, filters]` that mixes the channels of each place.
sealed interface SeparableConvolution extends DepthwiseConvolution permits SeparableConv1D, SeparableConv2D {
  int filters();

  Initializer pointwiseInitializer();

  @Nullable Regularizer pointwiseRegularizer();

  @Nullable Constraint pointwiseConstraint();

  @Override
  default String kernelName() {
    return "depthwise_kernel";
  }

  @Override
  default Tensor convolved(Scope scope, Tensor x) {
    Tensor apart = DepthwiseConvolution.super.convolved(scope, x);
    int axes = kernelSize().size();
    Shape one = Sizes.ones(axes);
    Tensor kernel = scope.weight("pointwise_kernel", dtype().variable(), one.append(apart.shape().size(-1), filters()), pointwiseInitializer(),
        pointwiseRegularizer(), pointwiseConstraint());
    Shape none = Shape.of(new int[axes]);
    return Convolution.of(apart, kernel.cast(x.dtype()), one, one, none, none, 1);
  }
}
