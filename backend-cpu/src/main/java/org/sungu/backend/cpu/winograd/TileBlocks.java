package org.sungu.backend.cpu.winograd;

import org.sungu.backend.cpu.provider.TileMap;

/// Tiles that are worked on together, so that what lies between the maps and the products stays in the caches: blocks of nearly equal size.
///
/// @param tiles of all blocks
/// @param size tiles of every block but the last
record TileBlocks(int tiles, int size) {
  /// @param wanted about how many tiles a block is to have
  static TileBlocks of(int tiles, long wanted) {
    long count = Math.max(1, Math.round((double) tiles / wanted));
    return new TileBlocks(tiles, Math.toIntExact(Math.ceilDiv(tiles, count)));
  }

  /// Bytes of the mapped elements of some tiles.
  static long byteSize(long tiles, long channels) {
    return 4 * TileMap.PLANES * tiles * channels;
  }

  int count() {
    return Math.ceilDiv(tiles, size);
  }

  int first(int block) {
    return block * size;
  }

  int size(int block) {
    return Math.min(size, tiles - first(block));
  }

  int lastSize() {
    return size(count() - 1);
  }
}
