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

/// A convolution over series of each channel for itself: `[n, steps, channels] → [n, windows, channels·depthMultiplier]`.
/// Source: [keras.io](https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/).
///
/// @param depthMultiplier how many channels each channel becomes
/// @param kernelSize the number of steps of a window; one number counts for all
/// @param strides how far the window moves each time
/// @param padding how far windows reach beyond the edges, where they see zeros
/// @param dilationRate from one place of a window to the next
@RecordBuilder
public record DepthwiseConv1D(
    int depthMultiplier,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    Activation activation,
    boolean useBias,
    Initializer depthwiseInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer depthwiseRegularizer,
    @Nullable Regularizer biasRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint depthwiseConstraint,
    @Nullable Constraint biasConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements DepthwiseConvolution, DepthwiseConv1DBuilder.With {
  public DepthwiseConv1D {
    kernelSize = Sizes.positive("DepthwiseConv1D: kernelSize", 1, kernelSize);
    strides = Sizes.positive("DepthwiseConv1D: strides", 1, strides);
    dilationRate = Sizes.positive("DepthwiseConv1D: dilationRate", 1, dilationRate);
    DepthwiseConvolution.check("DepthwiseConv1D", depthMultiplier, padding);
  }

  /// Keras's defaults: a Glorot-uniform kernel, one place at a time, no padding, no activation, bias from zero.
  public static DepthwiseConv1D of(int kernelSize) {
    return new DepthwiseConv1D(1, List.of(kernelSize), List.of(1), Padding.VALID, DataFormat.CHANNELS_LAST, List.of(1), Activation.LINEAR, true,
        new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }
}
