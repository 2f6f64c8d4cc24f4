package org.sungu.backend.cpu.winograd;

import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.TileMap;
import org.sungu.tensor.Shape;

/// Where the elements of tiles lie in a batch of pictures `[batch, height, width, channels]`. Tiles are counted along the width first, then the
/// height, then the batch.
///
/// @param down how many tiles there are along the height
/// @param across how many tiles there are along the width
/// @param size elements along a side of a tile; tiles are 4 apart, so larger ones overlap
/// @param top how many rows the first tile begins above the picture
/// @param left how many columns it begins left of the picture
record TileGrid(int height, int width, int channels, int down, int across, int size, int top, int left) {
  /// Of a convolution's inputs, which overlap.
  static TileGrid inputs(ConvolutionProblem problem) {
    Shape low = problem.windows().low();
    return of(problem.spatial(), problem.channels(), problem.windows().count(problem.spatial()), TileMap.INPUTS, low.size(0), low.size(1));
  }

  /// Of its outputs.
  static TileGrid outputs(ConvolutionProblem problem) {
    Shape count = problem.windows().count(problem.spatial());
    return of(count, problem.filters(), count, TileMap.OUTPUTS, 0, 0);
  }

  private static TileGrid of(Shape picture, int channels, Shape tiled, int size, int top, int left) {
    return new TileGrid(picture.size(0), picture.size(1), channels, Math.ceilDiv(tiled.size(0), TileMap.OUTPUTS),
        Math.ceilDiv(tiled.size(1), TileMap.OUTPUTS), size, top, left);
  }

  /// Tiles of one picture.
  int tiles() {
    return down * across;
  }

  /// Writes the addresses of a tile's elements into a table.
  ///
  /// @param outside the address of those outside of the picture
  void find(int tile, long pictures, long outside, long table) {
    int picture = tile / tiles();
    int y = tile % tiles() / across * TileMap.OUTPUTS - top;
    int x = tile % across * TileMap.OUTPUTS - left;
    long pixel = 4L * channels;
    long corner = pictures + (((long) picture * height + y) * width + x) * pixel;
    boolean inside = y >= 0 && x >= 0 && y + size <= height && x + size <= width;
    for (int i = 0, k = 0; i < size; i++) {
      long row = corner + (long) i * width * pixel;
      boolean rowInside = y + i >= 0 && y + i < height;
      for (int j = 0; j < size; j++, k++) {
        Memory.putLong(table + (long) Long.BYTES * k, inside || (rowInside && x + j >= 0 && x + j < width) ? row + j * pixel : outside);
      }
    }
  }
}
