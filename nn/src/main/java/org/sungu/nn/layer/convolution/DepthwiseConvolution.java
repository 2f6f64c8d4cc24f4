package org.sungu.nn.layer.convolution;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// A kernel `[size…, channels, multiplier]` of which every channel sees its own part only: channel `c` becomes the channels
/// `c·multiplier` to `(c + 1)·multiplier - 1`.
sealed interface DepthwiseConvolution extends ConvolutionLayer permits DepthwiseConv1D, DepthwiseConv2D, SeparableConvolution {
  int depthMultiplier();

  Initializer depthwiseInitializer();

  @Nullable Regularizer depthwiseRegularizer();

  @Nullable Constraint depthwiseConstraint();

  /// The name of the kernel among the layer's weights.
  default String kernelName() {
    return "kernel";
  }

  @Override
  default Tensor convolved(Scope scope, Tensor x) {
    int channels = x.shape().size(-1);
    Shape size = Sizes.shape(kernelSize());
    Tensor kernel = scope.weight(kernelName(), dtype().variable(), size.append(channels, depthMultiplier()), depthwiseInitializer(),
        depthwiseRegularizer(), depthwiseConstraint());
    return slid(x, kernel.reshape(size.append(1, channels * depthMultiplier()).toArray()), channels);
  }

  /// @throws IllegalArgumentException if a setting makes no sense
  static void check(String layer, int depthMultiplier, Padding padding) {
    ConvolutionLayer.checkPositive(layer + ": depthMultiplier", depthMultiplier);
    ConvolutionLayer.checkNotCausal(layer, padding);
  }
}
