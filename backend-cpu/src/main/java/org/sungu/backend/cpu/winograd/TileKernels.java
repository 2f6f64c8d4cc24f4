package org.sungu.backend.cpu.winograd;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.binding.Block;
import org.sungu.backend.cpu.code.TileCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.TileMap;

/// Binds maps of tiles, and holds the tables that say where the tiles' elements lie.
final class TileKernels {
  private final TileCode code;
  private final long scratch;
  private final List<Block> tables = new ArrayList<>();
  private final Block zeros;

  /// @param scratch the address of [TileCode#SCRATCH_BYTES], behind which lies a run of channels to write what nobody reads
  /// @param channels floats of the longest element
  TileKernels(TileCode code, long scratch, int channels) {
    this.code = code;
    this.scratch = scratch;
    this.zeros = new Block(4L * channels);
  }

  static long scratchBytes(int channels) {
    return TileCode.SCRATCH_BYTES + Memory.aligned(4L * channels);
  }

  /// Maps tiles of pictures to planes `[36, tiles, channels]`.
  Kernel fromPicture(TileMap map, TileGrid grid, long pictures, int first, int count, long planes) {
    return bind(map, picture(grid, pictures, first, count, zeros.address()), planes(planes, count, 0, count, grid.channels()), count, grid.channels());
  }

  /// Maps planes to tiles of pictures.
  Kernel toPicture(TileMap map, TileGrid grid, long planes, long pictures, int first, int count) {
    return bind(map, planes(planes, count, 0, count, grid.channels()), picture(grid, pictures, first, count, scratch + TileCode.SCRATCH_BYTES), count,
        grid.channels());
  }

  /// Maps the kernel's rows from `first` on, which lie 9 taps apart, to planes of so many rows in all.
  Kernel fromKernel(TileMap map, Taps taps, int first, int count, long planes, int rows) {
    return bind(map, taps(taps, count), planes(planes, rows, first, count, taps.channels()), count, taps.channels());
  }

  Kernel toKernel(TileMap map, long planes, int rows, Taps taps, int first, int count) {
    return bind(map, planes(planes, rows, first, count, taps.channels()), taps(taps, count), count, taps.channels());
  }

  /// Where the nine taps of a kernel's rows lie.
  ///
  /// @param channels floats of a tap
  record Taps(long address, long rowStride, long tapStride, int channels) {}

  private Kernel bind(TileMap map, long from, long to, int tiles, int channels) {
    return code.bind(map, table(TileCode.ARGUMENT_BYTES / Long.BYTES), from, to, tiles, channels, scratch);
  }

  private long table(long entries) {
    Block table = new Block(Long.BYTES * entries);
    tables.add(table);
    return table.address();
  }

  private long picture(TileGrid grid, long pictures, int first, int count, long outside) {
    int entries = grid.size() * grid.size();
    long table = table((long) count * entries);
    for (int tile = 0; tile < count; tile++) {
      grid.find(first + tile, pictures, outside, table + (long) Long.BYTES * tile * entries);
    }
    return table;
  }

  private long planes(long address, int rows, int first, int count, int channels) {
    long table = table((long) count * TileMap.PLANES);
    long next = table;
    for (int row = first; row < first + count; row++) {
      for (int plane = 0; plane < TileMap.PLANES; plane++, next += Long.BYTES) {
        Memory.putLong(next, address + 4L * channels * ((long) plane * rows + row));
      }
    }
    return table;
  }

  private long taps(Taps taps, int count) {
    long table = table((long) count * TileMap.TAPS);
    long next = table;
    for (int row = 0; row < count; row++) {
      for (int tap = 0; tap < TileMap.TAPS; tap++, next += Long.BYTES) {
        Memory.putLong(next, taps.address() + row * taps.rowStride() + tap * taps.tapStride());
      }
    }
    return table;
  }

  /// Frees the tables.
  void close() {
    zeros.close();
    tables.forEach(Block::close);
  }

  /// Runs kernels that read the tables of some maps, and frees all on [Kernel#close].
  Kernel sequence(List<Kernel> kernels) {
    Kernel[] each = kernels.toArray(Kernel[]::new);
    return new Kernel() {
      @Override
      public void run() {
        for (Kernel kernel : each) {
          kernel.run();
        }
      }

      @Override
      public void close() {
        for (Kernel kernel : each) {
          kernel.close();
        }
        TileKernels.this.close();
      }
    };
  }
}
