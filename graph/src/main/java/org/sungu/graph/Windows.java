package org.sungu.graph;

import java.util.Arrays;
import org.sungu.tensor.Shape;

/// Windows that slide over the spatial axes of an array: what convolutions and pooling have in common.
///
/// Element `k` of window `o` lies at position `o·stride + k·dilation - low` along each axis; positions outside the array are padding.
/// Windows and their elements are counted in row-major order.
///
/// @param size elements of a window along each axis
/// @param strides positions from one window to the next
/// @param dilation positions from one element of a window to the next
/// @param low positions of padding in front of the array
/// @param high positions of padding behind the array
public record Windows(Shape size, Shape strides, Shape dilation, Shape low, Shape high) {
  public Windows {
    int rank = size.rank();
    boolean fits = rank >= 1 && strides.rank() == rank && dilation.rank() == rank && low.rank() == rank && high.rank() == rank;
    for (int i = 0; fits && i < rank; i++) {
      fits = size.size(i) >= 1 && strides.size(i) >= 1 && dilation.size(i) >= 1;
    }
    if (!fits) {
      throw new ShapeException("windows: got size " + size + ", strides " + strides + ", dilation " + dilation + ", padding " + low + " and "
          + high + "; expected a number for each spatial axis, and sizes, strides and dilation of at least 1");
    }
  }

  /// Windows without gaps between their elements.
  public static Windows of(Shape size, Shape strides, Shape low, Shape high) {
    int[] ones = new int[size.rank()];
    Arrays.fill(ones, 1);
    return new Windows(size, strides, Shape.of(ones), low, high);
  }

  /// How many windows there are along each axis: `⌊(spatial + low + high - dilation·(size - 1) - 1)/stride⌋ + 1`.
  ///
  /// @throws ShapeException if not even one fits
  public Shape count(Shape spatial) {
    int[] counts = new int[size.rank()];
    for (int i = 0; i < counts.length; i++) {
      long room = (long) spatial.size(i) + low.size(i) + high.size(i) - (long) dilation.size(i) * (size.size(i) - 1) - 1;
      if (room < 0) {
        throw new ShapeException("windows of size " + size + " with dilation " + dilation + ": got spatial sizes " + spatial + " with padding " + low
            + " and " + high + "; expected at least " + (spatial.size(i) - room) + " on spatial axis " + i + ", so pad it or use smaller windows");
      }
      counts[i] = Math.toIntExact(room / strides.size(i) + 1);
    }
    return Shape.of(counts);
  }

  /// For each window and each of its elements the row-major position in an array of the given sizes, -1 in the padding.
  public int[] positions(Shape spatial) {
    Shape count = count(spatial);
    int elements = Math.toIntExact(size.elementCount());
    int[] positions = new int[Math.toIntExact(count.elementCount() * elements)];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(i / elements, i % elements, count, spatial);
    }
    return positions;
  }

  private int position(int window, int element, Shape count, Shape spatial) {
    int position = 0;
    int step = 1;
    int windows = window;
    int elements = element;
    for (int axis = size.rank() - 1; axis >= 0; axis--) {
      int at = windows % count.size(axis) * strides.size(axis) + elements % size.size(axis) * dilation.size(axis) - low.size(axis);
      if (at < 0 || at >= spatial.size(axis)) {
        return -1;
      }
      position += at * step;
      step *= spatial.size(axis);
      windows /= count.size(axis);
      elements /= size.size(axis);
    }
    return position;
  }
}
