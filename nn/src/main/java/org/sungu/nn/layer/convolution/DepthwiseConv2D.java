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

/// A convolution over images of each channel for itself: `[n, height, width, channels] → [n, rows, columns, channels·depthMultiplier]`.
/// Source: [keras.io](https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/).
///
/// @param depthMultiplier how many channels each channel becomes
/// @param kernelSize height and width of a window; one number counts for all
/// @param strides how far the window moves each time
/// @param padding how far windows reach beyond the edges, where they see zeros
/// @param dilationRate from one place of a window to the next
@RecordBuilder
public record DepthwiseConv2D(
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
    implements DepthwiseConvolution, DepthwiseConv2DBuilder.With {
  public DepthwiseConv2D {
    kernelSize = Sizes.positive("DepthwiseConv2D: kernelSize", 2, kernelSize);
    strides = Sizes.positive("DepthwiseConv2D: strides", 2, strides);
    dilationRate = Sizes.positive("DepthwiseConv2D: dilationRate", 2, dilationRate);
    DepthwiseConvolution.check("DepthwiseConv2D", depthMultiplier, padding);
  }

  /// Keras's defaults: a Glorot-uniform kernel, one place at a time, no padding, no activation, bias from zero.
  public static DepthwiseConv2D of(int... kernelSize) {
    return new DepthwiseConv2D(1, Arrays.stream(kernelSize).boxed().toList(), List.of(1), Padding.VALID, DataFormat.CHANNELS_LAST, List.of(1), Activation.LINEAR, true,
        new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true, DTypePolicy.FLOAT32);
  }
}
