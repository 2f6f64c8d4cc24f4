package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;

/// Pooling, one channel of one window after the other.
final class PlainPooling implements Kernel {
  private final PoolingProblem problem;
  private final long first;
  private final long second;
  private final long to;
  /// Bytes from one position to the next.
  private final long row;
  /// Positions of the current window's elements.
  private final long[] positions;

  PlainPooling(PoolingProblem problem, long first, long second, long to) {
    this.problem = problem;
    this.first = first;
    this.second = second;
    this.to = to;
    this.row = 4L * problem.channels();
    this.positions = new long[problem.map().size()];
  }

  @Override
  public void run() {
    switch (problem.op()) {
      case PickMaximum _ -> pick();
      case PlaceAtMaximum _ -> place();
      case WindowSum _ -> sum();
      case WindowSpread _ -> spread();
    }
  }

  private void pick() {
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += 4) {
        putFloat(to + window * row + channel, getFloat(second + winner(count, channel)));
      }
    }
  }

  private void place() {
    zeroArrays();
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += 4) {
        add(to + winner(count, channel), getFloat(second + window * row + channel));
      }
    }
  }

  private void sum() {
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += 4) {
        float sum = getFloat(first + positions[0] * row + channel);
        for (int k = 1; k < count; k++) {
          sum += getFloat(first + positions[k] * row + channel);
        }
        putFloat(to + window * row + channel, sum);
      }
    }
  }

  private void spread() {
    zeroArrays();
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += 4) {
        float upstream = getFloat(first + window * row + channel);
        for (int k = 0; k < count; k++) {
          add(to + positions[k] * row + channel, upstream);
        }
      }
    }
  }

  /// Zeros the arrays of the batch that windows are added to.
  private void zeroArrays() {
    long windows = problem.map().windows();
    long bytes = problem.map().area() * row;
    long from = problem.first() / windows;
    Memory.zero(to + from * bytes, (problem.end() / windows - from) * bytes);
  }

  /// Where the largest element of a window lies, in bytes.
  private long winner(int count, long channel) {
    long best = positions[0] * row + channel;
    float largest = getFloat(first + best);
    for (int k = 1; k < count; k++) {
      long offset = positions[k] * row + channel;
      float key = getFloat(first + offset);
      if (key > largest || (Float.isNaN(key) && !Float.isNaN(largest))) {
        best = offset;
        largest = key;
      }
    }
    return best;
  }

  private static void add(long to, float value) {
    putFloat(to, getFloat(to) + value);
  }
}
