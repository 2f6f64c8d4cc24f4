package org.sungu.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sungu.graph.Input;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.Messages;
import org.sungu.nn.Network;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.layer.convolution.Conv1D;
import org.sungu.nn.layer.convolution.Conv2D;
import org.sungu.nn.layer.convolution.Conv2DTranspose;
import org.sungu.nn.layer.convolution.DepthwiseConv2D;
import org.sungu.nn.layer.convolution.SeparableConv1D;
import org.sungu.nn.layer.pooling.AveragePooling3D;
import org.sungu.nn.layer.pooling.GlobalMaxPooling2D;
import org.sungu.nn.layer.pooling.MaxPooling2D;
import org.sungu.nn.layer.reshaping.Cropping2D;
import org.sungu.nn.layer.reshaping.Permute;
import org.sungu.nn.layer.reshaping.RepeatVector;
import org.sungu.nn.layer.reshaping.UpSampling2D;
import org.sungu.nn.layer.reshaping.ZeroPadding2D;
import org.sungu.nn.layer.reshaping.ZeroPadding3D;
import org.sungu.nn.layer.window.Padding;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What layers of series, images and volumes refuse, and how settings are written short.
class SpatialLayersTest {
  @Test
  void oneNumberCountsForAllAxes() {
    assertEquals(Conv2D.of(4, 3, 3).withStrides(List.of(2, 2)), Conv2D.of(4, 3).withStrides(List.of(2)));
    assertEquals(List.of(List.of(2, 2), List.of(2, 2)), ZeroPadding2D.of(2).padding());
    assertEquals(List.of(List.of(2, 2), List.of(0, 0)), ZeroPadding2D.of().withPadding(List.of(List.of(2), List.of(0))).padding());
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertRefused("Conv2D: kernelSize is [3, 3, 3]; expected one number, or 2 of at least 1", () -> Conv2D.of(4, 3, 3, 3));
    assertRefused("Conv1D: strides is [0]; expected one number of at least 1", () -> Conv1D.of(4, 3).withStrides(List.of(0)));
    assertRefused("Conv2D: filters is 0; expected at least 1", () -> Conv2D.of(0, 3));
    assertRefused("Conv2D got filters = 4 and groups = 3", () -> Conv2D.of(4, 3).withGroups(3));
    assertRefused("Conv2D got padding = causal", () -> Conv2D.of(4, 3).withPadding(Padding.CAUSAL));
    assertRefused("SeparableConv1D got padding = causal", () -> SeparableConv1D.of(4, 3).withPadding(Padding.CAUSAL));
    assertRefused("MaxPooling2D got padding = causal", () -> MaxPooling2D.of().withPadding(Padding.CAUSAL));
    assertRefused("Conv2D got strides = [2, 2] and dilationRate = [3, 3]",
        () -> Conv2D.of(4, 3).withStrides(List.of(2)).withDilationRate(List.of(3)));
    assertRefused("Conv2DTranspose got outputPadding = [1, 1] and strides = [1, 1]", () -> Conv2DTranspose.of(4, 3).withOutputPadding(List.of(1)));
    assertRefused("DepthwiseConv2D: depthMultiplier is 0", () -> DepthwiseConv2D.of(3).withDepthMultiplier(0));
    assertRefused("AveragePooling3D: poolSize is [2, 2]", () -> AveragePooling3D.of(2, 2));
    assertRefused("ZeroPadding3D: padding is [[1], [2]]; expected a pair of numbers for each of 3 axes",
        () -> ZeroPadding3D.of().withPadding(List.of(List.of(1), List.of(2))));
    assertRefused("Cropping2D: cropping is [-1]", () -> Cropping2D.of(-1));
    assertRefused("UpSampling2D: size is [0]", () -> UpSampling2D.of().withSize(List.of(0)));
    assertRefused("Permute got dims = [1, 3]; expected each of 1 to 2 once", () -> Permute.of(1, 3));
    assertRefused("RepeatVector got n = 0", () -> RepeatVector.of(0));
  }

  private static void assertRefused(String part, Executable action) {
    Messages.assertSays(part, assertThrows(IllegalArgumentException.class, action));
  }

  @Test
  void shapeErrorsNameTheLayer() {
    assertLayerSays("layer 'c' (Conv2D): got input float32[4,5]; expected 4 axes: samples, channels and 2 of space", Conv2D.of(3, 3).withName("c"), 5);
    assertLayerSays("layer 'conv2d' (Conv2D): windows of size [3,3] with dilation [1,1]: got spatial sizes [5,2]", Conv2D.of(3, 3), 5, 2, 3);
    assertLayerSays("layer 'conv2d' (Conv2D): got 3 channels; expected a multiple of groups = 2", Conv2D.of(4, 3).withGroups(2), 5, 5, 3);
    assertLayerSays("layer 'max_pooling2d' (MaxPooling2D): windows of size [3,3] with dilation [1,1]: got spatial sizes [5,2]", MaxPooling2D.of(3), 5, 2, 3);
    assertLayerSays("layer 'global_max_pooling2d' (GlobalMaxPooling2D): got input float32[4,5,2]; expected 4 axes", GlobalMaxPooling2D.of(), 5, 2);
    assertLayerSays("layer 'cropping2d' (Cropping2D): got input float32[4,5,2,3]; expected more places than cropping", Cropping2D.of(1), 5, 2, 3);
    assertLayerSays("layer 'permute' (Permute): got input float32[4,5]; expected 2 axes behind the samples", Permute.of(2, 1), 5);
    assertLayerSays("layer 'repeat_vector' (RepeatVector): got input float32[4,5,2]; expected two axes", RepeatVector.of(3), 5, 2);
  }

  private static void assertLayerSays(String message, Layer layer, int... sizes) {
    Network network = Network.sequential(InputLayer.of(sizes), layer);
    Tensor fed = Input.of("x", DType.FLOAT32, Shape.of(4).append(sizes));
    Messages.assertSays(message, assertThrows(ShapeException.class, () -> network.apply(new Trace(new Weights(), true).scope(), List.of(fed))));
  }
}
