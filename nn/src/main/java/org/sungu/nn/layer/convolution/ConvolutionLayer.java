package org.sungu.nn.layer.convolution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Convolution;
import org.sungu.graph.Tensor;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.window.Margins;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// What convolutions have in common: where the channels are, bias, activation and its penalty.
sealed interface ConvolutionLayer extends UnaryLayer permits DirectConvolution, TransposedConvolution, DepthwiseConvolution {
  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

  Activation activation();

  boolean useBias();

  Initializer biasInitializer();

  @Nullable Regularizer biasRegularizer();

  @Nullable Regularizer activityRegularizer();

  @Nullable Constraint biasConstraint();

  /// The convolution alone, of a tensor in the type of computation whose channels are last.
  Tensor convolved(Scope scope, Tensor x);

  @Override
  default Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, kernelSize().size());
    Tensor x = dataFormat().toChannelsLast(input.cast(dtype().compute()));
    Tensor y = convolved(scope, x);
    if (useBias()) {
      Shape filters = Shape.of(y.shape().size(-1));
      y = y.plus(scope.weight("bias", dtype().variable(), filters, biasInitializer(), biasRegularizer(), biasConstraint()).cast(dtype().compute()));
    }
    Tensor result = activation().of(dataFormat().fromChannelsLast(y));
    Regularizer penalty = activityRegularizer();
    if (penalty != null) {
      scope.addLoss(penalty.penalty(result).dividedBy(x.shape().size(0)));
    }
    return result;
  }

  /// A kernel slid over x as the layer's settings say.
  default Tensor slid(Tensor x, Tensor kernel, int groups) {
    Shape space = Sizes.space(x);
    Shape window = kernel.shape().range(0, space.rank());
    Shape strides = Sizes.shape(strides());
    Shape dilation = Sizes.shape(dilationRate());
    Margins margins = padding().margins(space, window, strides, dilation);
    return Convolution.of(x, kernel.cast(x.dtype()), strides, dilation, margins.low(), margins.high(), groups);
  }

  /// @throws IllegalArgumentException if a number is below 1
  static void checkPositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is " + number + "; expected at least 1");
    }
  }

  /// @throws IllegalArgumentException for a padding that only Conv1D has
  static void checkNotCausal(String layer, Padding padding) {
    if (padding == Padding.CAUSAL) {
      throw new IllegalArgumentException(layer + " got padding = causal; expected valid or same. Conv1D has it");
    }
  }

  /// @throws IllegalArgumentException if windows both jump and have gaps, which Keras refuses
  static void checkSteps(String layer, List<Integer> strides, List<Integer> dilationRate) {
    if (strides.stream().anyMatch(step -> step > 1) && dilationRate.stream().anyMatch(step -> step > 1)) {
      throw new IllegalArgumentException(layer + " got strides = " + strides + " and dilationRate = " + dilationRate
          + "; expected one of them to be 1, as Keras does");
    }
  }
}
