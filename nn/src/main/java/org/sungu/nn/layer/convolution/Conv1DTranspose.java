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

/// A transposed convolution over series: `[n, steps, channels] → [n, windows, filters]`, in which every place is spread over a window.
/// It makes the output of a [Conv1D] with the same settings as large as its input was.
/// Source: [keras.io](https://keras.io/api/layers/convolution_layers/convolution1d_transpose/).
///
/// @param kernelSize the number of steps of a window; one number counts for all
/// @param strides how far apart the windows of neighbours are
/// @param padding valid keeps all that windows reach; same keeps stride times as many places as there were
/// @param outputPadding how many places are added behind what windows reach; null for what padding says
/// @param dilationRate from one place of a window to the next
@RecordBuilder
public record Conv1DTranspose(
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    @Nullable List<Integer> outputPadding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
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
    implements TransposedConvolution, Conv1DTransposeBuilder.With {
  public Conv1DTranspose {
    kernelSize = Sizes.positive("Conv1DTranspose: kernelSize", 1, kernelSize);
    strides = Sizes.positive("Conv1DTranspose: strides", 1, strides);
    dilationRate = Sizes.positive("Conv1DTranspose: dilationRate", 1, dilationRate);
    outputPadding = outputPadding == null ? null : Sizes.notNegative("Conv1DTranspose: outputPadding", 1, outputPadding);
    ConvolutionLayer.checkPositive("Conv1DTranspose: filters", filters);
    ConvolutionLayer.checkNotCausal("Conv1DTranspose", padding);
    ConvolutionLayer.checkSteps("Conv1DTranspose", strides, dilationRate);
    TransposedConvolution.checkOutputPadding("Conv1DTranspose", outputPadding, strides);
  }

  /// Keras's defaults: a Glorot-uniform kernel, one place at a time, no padding, no activation, bias from zero.
  public static Conv1DTranspose of(int filters, int kernelSize) {
    return new Conv1DTranspose(filters, List.of(kernelSize), List.of(1), Padding.VALID, null, DataFormat.CHANNELS_LAST, List.of(1), Activation.LINEAR,
        true, new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }
}
