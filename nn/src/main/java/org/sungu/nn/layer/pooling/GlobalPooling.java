package org.sungu.nn.layer.pooling;

import java.util.stream.IntStream;
import org.sungu.graph.Tensor;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;

/// One value of all of space, for each sample and channel.
sealed interface GlobalPooling extends UnaryLayer
    permits GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalAveragePooling3D, GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalMaxPooling3D {
  DataFormat dataFormat();

  boolean keepdims();

  /// How many axes of space there are.
  int spaceRank();

  /// One value of the given axes, which are kept as size 1 if [#keepdims] says so.
  Tensor reduced(Tensor x, int... axes);

  @Override
  default boolean isPreprocessing() {
    return true;
  }

  @Override
  default Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, spaceRank());
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    return reduced(dtype().autocast(input), IntStream.range(first, first + spaceRank()).toArray());
  }
}
