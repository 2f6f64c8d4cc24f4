package org.sungu.nn.layer.convolution;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.DataFormat;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.GlorotUniform;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;

/// A convolution over series: `[n, steps, channels] → [n, windows, filters]`, each filter the sum over a window times its part of the kernel.
/// Source: [keras.io](https://keras.io/api/layers/convolution_layers/convolution1d/).
///
/// @param kernelSize the number of steps of a window; one number counts for all
/// @param strides how far the window moves each time
/// @param padding how far windows reach beyond the edges, where they see zeros
/// @param dilationRate from one place of a window to the next
/// @param groups into how many runs channels and filters are split; a filter sees the channels of its own run
@RecordBuilder
public record Conv1D(
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    int groups,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements DirectConvolution, Conv1DBuilder.With {
  public Conv1D {
    kernelSize = Sizes.positive("Conv1D: kernelSize", 1, kernelSize);
    strides = Sizes.positive("Conv1D: strides", 1, strides);
    dilationRate = Sizes.positive("Conv1D: dilationRate", 1, dilationRate);
    DirectConvolution.checkFilters("Conv1D", filters, groups);
    ConvolutionLayer.checkSteps("Conv1D", strides, dilationRate);
  }

  /// Keras's defaults: a Glorot-uniform kernel, one place at a time, no padding, no activation, bias from zero.
  public static Conv1D of(int filters, int kernelSize) {
    return new Conv1D(filters, List.of(kernelSize), List.of(1), Padding.VALID, DataFormat.CHANNELS_LAST, List.of(1), 1, Activation.LINEAR, true,
        new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }
}
