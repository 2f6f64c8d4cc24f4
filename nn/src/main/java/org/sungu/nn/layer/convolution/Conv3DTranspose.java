package org.sungu.nn.layer.convolution;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
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

/// A transposed convolution over volumes: `[n, depth, height, width, channels] → [n, layers, rows, columns, filters]`, in which every place is spread over a window.
/// It makes the output of a [Conv3D] with the same settings as large as its input was.
/// Source: [keras.io](https://keras.io/api/layers/convolution_layers/convolution3d_transpose/).
///
/// @param kernelSize depth, height and width of a window; one number counts for all
/// @param strides how far apart the windows of neighbours are
/// @param padding valid keeps all that windows reach; same keeps stride times as many places as there were
/// @param outputPadding how many places are added behind what windows reach; null for what padding says
/// @param dilationRate from one place of a window to the next
@RecordBuilder
public record Conv3DTranspose(
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
    implements TransposedConvolution, Conv3DTransposeBuilder.With {
  public Conv3DTranspose {
    kernelSize = Sizes.positive("Conv3DTranspose: kernelSize", 3, kernelSize);
    strides = Sizes.positive("Conv3DTranspose: strides", 3, strides);
    dilationRate = Sizes.positive("Conv3DTranspose: dilationRate", 3, dilationRate);
    outputPadding = outputPadding == null ? null : Sizes.notNegative("Conv3DTranspose: outputPadding", 3, outputPadding);
    ConvolutionLayer.checkPositive("Conv3DTranspose: filters", filters);
    ConvolutionLayer.checkNotCausal("Conv3DTranspose", padding);
    ConvolutionLayer.checkSteps("Conv3DTranspose", strides, dilationRate);
    TransposedConvolution.checkOutputPadding("Conv3DTranspose", outputPadding, strides);
  }

  /// Keras's defaults: a Glorot-uniform kernel, one place at a time, no padding, no activation, bias from zero.
  public static Conv3DTranspose of(int filters, int... kernelSize) {
    return new Conv3DTranspose(filters, Arrays.stream(kernelSize).boxed().toList(), List.of(1), Padding.VALID, null, DataFormat.CHANNELS_LAST, List.of(1), Activation.LINEAR,
        true, new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }
}
