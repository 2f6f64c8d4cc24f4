package org.sungu.backend.cpu.kernel;

import org.sungu.graph.Windows;
import org.sungu.tensor.Shape;

/// Where the elements of windows over a batch of arrays lie, looked up in a table that is made once.
public final class WindowMap {
  private final int[] positions;
  private final int size;
  private final int area;
  private final int windows;

  private WindowMap(int[] positions, int size, int area) {
    this.positions = positions;
    this.size = size;
    this.area = area;
    this.windows = positions.length / size;
  }

  /// @param x the shape that windows slide over: batch, spatial axes, channels
  public static WindowMap of(Windows windows, Shape x) {
    Shape spatial = x.range(1, x.rank() - 1);
    return new WindowMap(windows.positions(spatial), Math.toIntExact(windows.size().elementCount()),
        Math.toIntExact(spatial.elementCount()));
  }

  /// Elements of a window.
  public int size() {
    return size;
  }

  /// Windows over one array of the batch.
  public int windows() {
    return windows;
  }

  /// Positions of one array of the batch.
  public int area() {
    return area;
  }

  /// The position of a window's element within the batch, or -1 in the padding.
  public long position(long window, int element) {
    int position = positions[(int) (window % windows) * size + element];
    return position < 0 ? -1 : window / windows * area + position;
  }

  /// Writes the positions of a window's elements, leaving out the padding, and returns how many there are.
  ///
  /// @param target room for [#size] positions
  public int collect(long window, long[] target) {
    int start = (int) (window % windows) * size;
    long base = window / windows * area;
    int count = 0;
    for (int k = 0; k < size; k++) {
      int position = positions[start + k];
      if (position >= 0) {
        target[count++] = base + position;
      }
    }
    return count;
  }
}
