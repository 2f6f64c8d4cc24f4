package org.sungu.nn.layer.reshaping;

import java.util.List;
import org.sungu.graph.Pad;
import org.sungu.graph.Tensor;
import org.sungu.nn.DataFormat;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.tensor.Shape;

/// Zeros around every axis of space.
sealed interface ZeroPadding extends UnaryLayer permits ZeroPadding1D, ZeroPadding2D, ZeroPadding3D {
  DataFormat dataFormat();

  /// Zeros before and behind, a pair for each axis of space.
  List<List<Integer>> margins();

  @Override
  default Tensor apply(Scope scope, Tensor input) {
    Sizes.checkRank(input, margins().size());
    Tensor x = dtype().autocast(input);
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    int[] low = new int[x.rank()];
    int[] high = new int[x.rank()];
    for (int i = 0; i < margins().size(); i++) {
      low[first + i] = margins().get(i).get(0);
      high[first + i] = margins().get(i).get(1);
    }
    return Pad.of(x, Shape.of(low), Shape.of(high), Shape.of(new int[x.rank()]), 0);
  }
}
