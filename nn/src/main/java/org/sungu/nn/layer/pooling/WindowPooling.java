package org.sungu.nn.layer.pooling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Margins;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.tensor.Shape;

/// One value of every window, for each sample and channel.
sealed interface WindowPooling extends UnaryLayer
    permits AveragePooling1D, AveragePooling2D, AveragePooling3D, MaxPooling1D, MaxPooling2D, MaxPooling3D {
  List<Integer> poolSize();

  @Nullable List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  /// One value of every window of a tensor whose channels are last.
  Tensor pooled(Tensor x, Shape window, Shape strides, Margins margins);

  @Override
  default boolean isPreprocessing() {
    return true;
  }

  @Override
  default Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, poolSize().size());
    Tensor x = dataFormat().toChannelsLast(dtype().autocast(input));
    Shape window = Sizes.shape(poolSize());
    List<Integer> given = strides();
    Shape strides = given == null ? window : Sizes.shape(given);
    Margins margins = padding().margins(Sizes.space(x), window, strides, Sizes.ones(window.rank()));
    return dataFormat().fromChannelsLast(pooled(x, window, strides, margins));
  }

  /// @throws IllegalArgumentException for a padding that pooling has not
  static void checkPadding(String layer, Padding padding) {
    if (padding == Padding.CAUSAL) {
      throw new IllegalArgumentException(layer + " got padding = causal; expected valid or same");
    }
  }
}
