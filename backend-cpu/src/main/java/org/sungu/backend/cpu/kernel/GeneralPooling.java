package org.sungu.backend.cpu.kernel;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.tensor.NDArray;

/// Pooling of any element type, an element at a time: floating ones in double precision, all others in longs.
public final class GeneralPooling {
  private final WindowMap map;
  private final int channels;

  /// @param channels size of the last axis
  public GeneralPooling(WindowMap map, int channels) {
    this.map = map;
    this.channels = channels;
  }

  /// The element's offset in the array that windows slide over, or -1 in the padding.
  ///
  /// @param result a window and channel
  private long offset(long result, int element) {
    long position = map.position(result / channels, element);
    return position < 0 ? -1 : position * channels + result % channels;
  }

  /// The offset of the largest element of a window.
  private long winner(NDArray keys, long result) {
    long best = -1;
    for (int k = 0; k < map.size(); k++) {
      long offset = offset(result, k);
      if (offset >= 0 && (best < 0 || GeneralReduction.beats(keys, offset, best))) {
        best = offset;
      }
    }
    return best;
  }

  public Kernel pick(NDArray keys, NDArray values, NDArray result) {
    long count = result.elementCount();
    boolean floating = result.dtype().isFloating();
    return () -> {
      for (long i = 0; i < count; i++) {
        long winner = winner(keys, i);
        if (floating) {
          result.setDouble(i, values.getDouble(winner));
        } else {
          result.setLong(i, values.getLong(winner));
        }
      }
    };
  }

  /// @param scratch 8 bytes for each element of the result, as with `spread`
  public Kernel place(NDArray keys, NDArray upstream, NDArray result, long scratch) {
    long count = upstream.elementCount();
    return () -> {
      Memory.zero(scratch, 8 * result.elementCount());
      for (long i = 0; i < count; i++) {
        add(upstream, i, scratch + 8 * winner(keys, i));
      }
      write(scratch, result);
    };
  }

  public Kernel sum(NDArray x, NDArray result) {
    long count = result.elementCount();
    return () -> {
      for (long i = 0; i < count; i++) {
        double total = 0;
        for (int k = 0; k < map.size(); k++) {
          long offset = offset(i, k);
          total += offset < 0 ? 0 : x.getDouble(offset);
        }
        result.setDouble(i, total);
      }
    };
  }

  public Kernel spread(NDArray upstream, NDArray result, long scratch) {
    long count = upstream.elementCount();
    return () -> {
      Memory.zero(scratch, 8 * result.elementCount());
      for (long i = 0; i < count; i++) {
        for (int k = 0; k < map.size(); k++) {
          long offset = offset(i, k);
          if (offset >= 0) {
            add(upstream, i, scratch + 8 * offset);
          }
        }
      }
      write(scratch, result);
    };
  }

  private static void add(NDArray upstream, long index, long to) {
    if (upstream.dtype().isFloating()) {
      Memory.putDouble(to, Memory.getDouble(to) + upstream.getDouble(index));
    } else {
      Memory.putLong(to, Memory.getLong(to) + upstream.getLong(index));
    }
  }

  private static void write(long from, NDArray result) {
    for (long i = 0; i < result.elementCount(); i++) {
      if (result.dtype().isFloating()) {
        result.setDouble(i, Memory.getDouble(from + 8 * i));
      } else {
        result.setLong(i, Memory.getLong(from + 8 * i));
      }
    }
  }
}
