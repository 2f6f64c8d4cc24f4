package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;

/// Pooling, a register of channels of one window after the other.
final class VectorPooling implements Kernel {
  private final PoolingProblem problem;
  private final long first;
  private final long second;
  private final long to;
  /// Bytes from one position to the next.
  private final long row;
  /// Positions of the current window's elements.
  private final long[] positions;

  VectorPooling(PoolingProblem problem, long first, long second, long to) {
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
      case PickMaximum _ -> {
        if (first == second) {
          maximum();
        } else {
          pick();
        }
      }
      case PlaceAtMaximum _ -> place();
      case WindowSum _ -> sum();
      case WindowSpread _ -> spread();
    }
  }

  private void maximum() {
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += Vectors.WIDTH) {
        write(window * row + channel, channel, largest(count, channel));
      }
    }
  }

  private FloatVector largest(int count, long channel) {
    FloatVector largest = load(first + positions[0] * row + channel);
    for (int k = 1; k < count; k++) {
      FloatVector key = load(first + positions[k] * row + channel);
      // Of a positive and a negative zero the first one counts.
      largest = largest.blend(key, key.compare(VectorOperators.GT, largest).or(key.test(VectorOperators.IS_NAN)));
    }
    return largest;
  }

  private void write(long offset, long channel, FloatVector value) {
    if (row - channel >= Vectors.WIDTH) {
      store(to + offset, value);
    } else {
      store(to + offset, value, Vectors.first((row - channel) / 4));
    }
  }

  private void pick() {
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += Vectors.WIDTH) {
        FloatVector best = load(first + positions[0] * row + channel);
        FloatVector value = load(second + positions[0] * row + channel);
        for (int k = 1; k < count; k++) {
          long offset = positions[k] * row + channel;
          FloatVector key = load(first + offset);
          VectorMask<Float> wins = key.compare(VectorOperators.GT, best)
              .or(key.test(VectorOperators.IS_NAN).andNot(best.test(VectorOperators.IS_NAN)));
          best = best.blend(key, wins);
          value = value.blend(load(second + offset), wins);
        }
        write(window * row + channel, channel, value);
      }
    }
  }

  private void place() {
    zeroArrays();
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += Vectors.WIDTH) {
        FloatVector best = largest(count, channel);
        FloatVector upstream = load(second + window * row + channel);
        if (row - channel >= Vectors.WIDTH) {
          placeWhole(count, channel, best, upstream);
        } else {
          placeSome(count, channel, best, upstream);
        }
      }
    }
  }

  /// What has been placed becomes 0, which later elements may be added without harm.
  private void placeWhole(int count, long channel, FloatVector best, FloatVector upstream) {
    FloatVector zero = FloatVector.zero(Vectors.FLOATS);
    FloatVector pending = upstream;
    for (int k = 0; k < count; k++) {
      long offset = positions[k] * row + channel;
      FloatVector key = load(first + offset);
      VectorMask<Float> here = isLargest(key, best);
      store(to + offset, load(to + offset).add(zero.blend(pending, here)));
      pending = pending.blend(zero, here);
    }
  }

  private static VectorMask<Float> isLargest(FloatVector key, FloatVector best) {
    // Where the best is not NaN, no key is.
    return key.compare(VectorOperators.EQ, best).or(key.test(VectorOperators.IS_NAN));
  }

  private void placeSome(int count, long channel, FloatVector best, FloatVector upstream) {
    VectorMask<Float> pending = Vectors.first((row - channel) / 4);
    for (int k = 0; k < count && pending.anyTrue(); k++) {
      long offset = positions[k] * row + channel;
      VectorMask<Float> here = isLargest(load(first + offset), best).and(pending);
      store(to + offset, load(to + offset).add(upstream), here);
      pending = pending.andNot(here);
    }
  }

  /// Zeros the arrays of the batch that windows are added to.
  private void zeroArrays() {
    long windows = problem.map().windows();
    long bytes = problem.map().area() * row;
    long from = problem.first() / windows;
    Memory.zero(to + from * bytes, (problem.end() / windows - from) * bytes);
  }

  private void sum() {
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += Vectors.WIDTH) {
        FloatVector sum = load(first + positions[0] * row + channel);
        for (int k = 1; k < count; k++) {
          sum = sum.add(load(first + positions[k] * row + channel));
        }
        write(window * row + channel, channel, sum);
      }
    }
  }

  private void spread() {
    zeroArrays();
    for (long window = problem.first(); window < problem.end(); window++) {
      int count = problem.map().collect(window, positions);
      for (long channel = 0; channel < row; channel += Vectors.WIDTH) {
        FloatVector upstream = load(first + window * row + channel);
        for (int k = 0; k < count; k++) {
          long offset = positions[k] * row + channel;
          write(offset, channel, load(to + offset).add(upstream));
        }
      }
    }
  }
}
