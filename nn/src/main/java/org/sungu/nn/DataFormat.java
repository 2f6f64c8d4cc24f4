package org.sungu.nn;

import java.util.stream.IntStream;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;

/// Where the channels are in the shape of images and series.
public enum DataFormat {
  /// `[samples, …, channels]`.
  CHANNELS_LAST,
  /// `[samples, channels, …]`.
  CHANNELS_FIRST;

  /// A tensor of this format with its channels on the last axis.
  public Tensor toChannelsLast(Tensor x) {
    int rank = x.rank();
    return isArranged(rank) ? x : Transpose.of(x, IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray());
  }

  /// A tensor with its channels on the last axis in this format.
  public Tensor fromChannelsLast(Tensor x) {
    int rank = x.rank();
    return isArranged(rank) ? x : Transpose.of(x, IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toArray());
  }

  private boolean isArranged(int rank) {
    return this == CHANNELS_LAST || rank < 3;
  }
}
