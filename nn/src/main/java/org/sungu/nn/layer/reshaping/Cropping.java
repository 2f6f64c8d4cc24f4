package org.sungu.nn.layer.reshaping;

import java.util.List;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;

/// The inner part of every axis of space.
sealed interface Cropping extends UnaryLayer permits Cropping1D, Cropping2D, Cropping3D {
  DataFormat dataFormat();

  /// Places taken away before and behind, a pair for each axis of space.
  List<List<Integer>> margins();

  @Override
  default boolean isPreprocessing() {
    return true;
  }

  @Override
  default Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, margins().size());
    Tensor x = dtype().autocast(input);
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    for (int i = 0; i < margins().size(); i++) {
      int from = margins().get(i).get(0);
      int to = x.shape().size(first + i) - margins().get(i).get(1);
      if (from >= to) {
        throw new ShapeException("got input " + input.type() + "; expected more places than cropping " + margins() + " takes away");
      }
      x = Slice.of(x, first + i, from, to);
    }
    return x;
  }
}
