package org.sungu.backend.reference;

import java.util.List;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Pooling;
import org.sungu.graph.TensorType;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.graph.Windows;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Windows over spatial axes, one channel of one window after the other.
final class PoolingEvaluation {
  private final int[] positions;
  private final int size;
  private final int area;
  private final int channels;
  private final int results;

  /// @param x the shape that windows slide over
  private PoolingEvaluation(Windows windows, Shape x) {
    Shape spatial = x.range(1, x.rank() - 1);
    positions = windows.positions(spatial);
    size = Math.toIntExact(windows.size().elementCount());
    area = Math.toIntExact(spatial.elementCount());
    channels = x.size(-1);
    results = x.size(0) * (positions.length / size) * channels;
  }

  static NDArray of(Pooling op, List<NDArray> inputs) {
    NDArray first = inputs.getFirst();
    Shape result = op.type(inputs.stream().map(input -> new TensorType(input.dtype(), input.shape())).toList()).shape();
    PoolingEvaluation evaluation = new PoolingEvaluation(op.windows(), op instanceof WindowSpread ? result : first.shape());
    return switch (op) {
      case PickMaximum _ -> evaluation.pick(first, inputs.get(1), result);
      case PlaceAtMaximum _ -> evaluation.place(first, inputs.get(1));
      case WindowSum _ -> evaluation.sum(first, result);
      case WindowSpread _ -> evaluation.spread(first, result);
    };
  }

  /// Where an element of the window that a result stands for lies in the array, -1 in the padding.
  private int offset(int result, int element) {
    int window = result / channels;
    int windows = positions.length / size;
    int position = positions[window % windows * size + element];
    return position < 0 ? -1 : (window / windows * area + position) * channels + result % channels;
  }

  private int winner(NDArray keys, int result) {
    int best = -1;
    for (int k = 0; k < size; k++) {
      int offset = offset(result, k);
      if (offset >= 0 && (best < 0 || ReductionEvaluation.beats(keys, offset, best))) {
        best = offset;
      }
    }
    return best;
  }

  private NDArray pick(NDArray keys, NDArray values, Shape shape) {
    NDArray result = NDArray.zeros(values.dtype(), shape);
    for (int i = 0; i < results; i++) {
      copy(values, winner(keys, i), result, i);
    }
    return result;
  }

  private static void copy(NDArray from, int source, NDArray to, int target) {
    if (from.dtype().isFloating()) {
      to.setDouble(target, from.getDouble(source));
    } else {
      to.setLong(target, from.getLong(source));
    }
  }

  private NDArray place(NDArray keys, NDArray upstream) {
    if (!keys.dtype().isFloating()) {
      NDArray result = NDArray.zeros(keys.dtype(), keys.shape());
      for (int i = 0; i < results; i++) {
        int winner = winner(keys, i);
        result.setLong(winner, result.getLong(winner) + upstream.getLong(i));
      }
      return result;
    }
    double[] sums = new double[Math.toIntExact(keys.elementCount())];
    for (int i = 0; i < results; i++) {
      sums[winner(keys, i)] += upstream.getDouble(i);
    }
    return NDArray.of(keys.shape(), sums).cast(keys.dtype());
  }

  private NDArray sum(NDArray x, Shape shape) {
    double[] sums = new double[results];
    for (int i = 0; i < results * size; i++) {
      int offset = offset(i / size, i % size);
      sums[i / size] += offset < 0 ? 0 : x.getDouble(offset);
    }
    return NDArray.of(shape, sums).cast(x.dtype());
  }

  private NDArray spread(NDArray upstream, Shape shape) {
    double[] sums = new double[Math.toIntExact(shape.elementCount())];
    for (int i = 0; i < results * size; i++) {
      int offset = offset(i / size, i % size);
      if (offset >= 0) {
        sums[offset] += upstream.getDouble(i / size);
      }
    }
    return NDArray.of(shape, sums).cast(upstream.dtype());
  }
}
