package org.sungu.nn.layer.convolution;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;

/// A kernel `[size…, channels/groups, filters]` slid over space.
sealed interface DirectConvolution extends ConvolutionLayer permits Conv1D, Conv2D, Conv3D {
  int filters();

  int groups();

  Initializer kernelInitializer();

  @Nullable Regularizer kernelRegularizer();

  @Nullable Constraint kernelConstraint();

  @Override
  default Tensor convolved(Scope scope, Tensor x) {
    int channels = x.shape().size(-1);
    if (channels % groups() != 0) {
      throw new ShapeException("got " + channels + " channels; expected a multiple of groups = " + groups());
    }
    Tensor kernel = scope.weight("kernel", dtype().variable(), Sizes.shape(kernelSize()).append(channels / groups(), filters()),
        kernelInitializer(), kernelRegularizer(), kernelConstraint());
    return slid(x, kernel, groups());
  }

  /// @throws IllegalArgumentException if the filters cannot be split
  static void checkFilters(String layer, int filters, int groups) {
    ConvolutionLayer.checkPositive(layer + ": filters", filters);
    ConvolutionLayer.checkPositive(layer + ": groups", groups);
    if (filters % groups != 0) {
      throw new IllegalArgumentException(layer + " got filters = " + filters + " and groups = " + groups + "; expected a multiple of the groups");
    }
  }
}
