package org.sungu.zoo;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.PartialShape;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.activation.ActivationLayer;
import org.sungu.nn.layer.convolution.Conv2D;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.normalization.BatchNormalization;
import org.sungu.nn.layer.pooling.GlobalAveragePooling2D;
import org.sungu.nn.layer.pooling.GlobalMaxPooling2D;
import org.sungu.nn.layer.pooling.MaxPooling2D;
import org.sungu.nn.layer.reshaping.ZeroPadding2D;
import org.sungu.nn.layer.window.Padding;

/// Residual networks of the first version: layers as in [Keras](https://keras.io/api/applications/resnet/), after
/// [He et al., 2015](https://arxiv.org/abs/1512.03385).
///
/// Images `[n, height, width, channels]` go through a convolution of 7×7 and a maximum of 3×3, each with stride 2, then through stacks
/// of blocks. A block adds to its input what convolutions of 1×1, 3×3 and 1×1 make of it. Keras's ready weights expect images whose
/// channels are blue, green, red, each less its mean over ImageNet: 103.939, 116.779, 123.68.
///
/// @param stacks what follows the first two layers
/// @param sampleShape height, width and channels of an image; height and width of at least 32, or unknown
@RecordBuilder
public record ResNet(String name, List<Stack> stacks, PartialShape sampleShape, Top top) implements ResNetBuilder.With {
  private static final int LEAST_SIZE = 32;

  /// Blocks one behind the other.
  ///
  /// @param filters of the inner convolutions; four times as many channels come out
  /// @param stride how far the first block's windows move; the others' move by 1
  public record Stack(int filters, int blocks, int stride) {}

  public ResNet {
    stacks = List.copyOf(stacks);
    if (sampleShape.rank() != 3 || sampleShape.sizes().subList(0, 2).stream().anyMatch(size -> size != PartialShape.UNKNOWN && size < LEAST_SIZE)) {
      throw new IllegalArgumentException(name + " got images of shape " + sampleShape + "; expected height, width and channels, the first two at least "
          + LEAST_SIZE);
    }
  }

  /// `keras.applications.ResNet50`: 50 layers with weights, for 1000 classes 25.6 million numbers.
  public static ResNet of50(PartialShape sampleShape) {
    return of("resnet50", sampleShape, 4, 6);
  }

  /// `keras.applications.ResNet101`.
  public static ResNet of101(PartialShape sampleShape) {
    return of("resnet101", sampleShape, 4, 23);
  }

  /// `keras.applications.ResNet152`.
  public static ResNet of152(PartialShape sampleShape) {
    return of("resnet152", sampleShape, 8, 36);
  }

  private static ResNet of(String name, PartialShape sampleShape, int second, int third) {
    List<Stack> stacks = List.of(new Stack(64, 3, 1), new Stack(128, second, 2), new Stack(256, third, 2), new Stack(512, 3, 2));
    return new ResNet(name, stacks, sampleShape, new Top.Classifier(1000, Activation.SOFTMAX));
  }

  /// The network, to be trained from nothing or to be given weights.
  public Network network() {
    LayerOutput input = new InputLayer(sampleShape.prepend(PartialShape.UNKNOWN), "float32", null).on();
    LayerOutput x = ZeroPadding2D.of(3).withName("conv1_pad").on(input);
    x = Conv2D.of(64, 7).withStrides(List.of(2)).withName("conv1_conv").on(x);
    x = relu("conv1_relu", normalization("conv1_bn").on(x));
    x = ZeroPadding2D.of(1).withName("pool1_pad").on(x);
    x = MaxPooling2D.of(3).withStrides(List.of(2)).withName("pool1_pool").on(x);
    for (int i = 0; i < stacks.size(); i++) {
      x = stack("conv" + (i + 2), stacks.get(i), x);
    }
    return Network.functional(name, List.of(input), List.of(finished(x)));
  }

  private static LayerOutput stack(String name, Stack stack, LayerOutput input) {
    LayerOutput x = input;
    for (int block = 1; block <= stack.blocks(); block++) {
      x = block(name + "_block" + block, stack.filters(), block == 1 ? stack.stride() : 1, block == 1, x);
    }
    return x;
  }

  /// @param project whether the input gets a convolution of its own, so that it fits the sum
  private static LayerOutput block(String name, int filters, int stride, boolean project, LayerOutput input) {
    LayerOutput shortcut = project ? convolution(name + "_0", 4 * filters, 1, stride, input) : input;
    LayerOutput x = relu(name + "_1_relu", convolution(name + "_1", filters, 1, stride, input));
    x = relu(name + "_2_relu", convolution(name + "_2", filters, 3, 1, x));
    x = convolution(name + "_3", 4 * filters, 1, 1, x);
    return relu(name + "_out", Add.of().withName(name + "_add").on(shortcut, x));
  }

  private static LayerOutput convolution(String name, int filters, int size, int stride, LayerOutput input) {
    Padding padding = size == 1 ? Padding.VALID : Padding.SAME;
    Layer convolution = Conv2D.of(filters, size).withStrides(List.of(stride)).withPadding(padding).withName(name + "_conv");
    return normalization(name + "_bn").on(convolution.on(input));
  }

  private static Layer normalization(String name) {
    return BatchNormalization.of().withAxis(3).withEpsilon(1.001e-5).withName(name);
  }

  private static LayerOutput relu(String name, LayerOutput x) {
    return ActivationLayer.of(Activation.RELU).withName(name).on(x);
  }

  private LayerOutput finished(LayerOutput x) {
    return switch (top) {
      case Top.Classifier(int classes, Activation activation) ->
          Dense.of(classes, activation).withName("predictions").on(GlobalAveragePooling2D.of().withName("avg_pool").on(x));
      case Top.Features.MAP -> x;
      case Top.Features.AVERAGE -> GlobalAveragePooling2D.of().withName("avg_pool").on(x);
      case Top.Features.MAXIMUM -> GlobalMaxPooling2D.of().withName("max_pool").on(x);
    };
  }
}
