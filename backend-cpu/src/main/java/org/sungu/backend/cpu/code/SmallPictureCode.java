package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.TileMap;

/// The code of a 3×3 convolution of one small picture by Winograd's method: all tiles are mapped, multiplied with one panel of filters, and mapped back. Tiles at the end
/// that have fewer than 4×4 outputs take fewer products ([TileAxis]).
///
/// Scratch memory holds lines of a tile on their way, the mapped input `[36, tiles, channels]` and the products `[36, tiles, panel]`; of a position that not all tiles have the
/// first ones count. The arranged kernel is `[panels, 36, channels, panel]`, in both in the order of [TileAxis#place]; a panel is two registers of filters.
///
/// R8 points to a tile in the picture, R10 and R11 to it among all tiles, and among those with six points along the width; R9 counts rows of tiles, RDX tiles of a
/// row, and RCX runs along the channels.
public final class SmallPictureCode {
  private static final int POSITIONS = TileAxis.POINTS * TileAxis.POINTS;
  private static final int LINE_BYTES = 64 * POSITIONS;
  /// Whole registers of any processor, and panels.
  private static final int CHANNELS = 16;
  private static final int FILTERS = 32;

  /// @param outputRows how many of the `outputHeight` by `outputWidth` outputs are wanted, from the first on
  /// @param top rows of padding above the picture, `left` columns before it
  public record Picture(int height, int width, int channels, int top, int left, int outputWidth, int outputRows, int outputColumns, int filters) {
    TileAxis down() {
      return new TileAxis(outputRows, height, top);
    }

    TileAxis across() {
      return new TileAxis(outputColumns, width, left);
    }

    public int tiles() {
      return down().tiles() * across().tiles();
    }

    /// Products of a channel and a filter.
    public long products() {
      long products = 0;
      for (TileAxis.Group rows : down().groups()) {
        for (TileAxis.Group columns : across().groups()) {
          products += (long) rows.count() * rows.tiles() * columns.count() * columns.tiles();
        }
      }
      return products;
    }

    public long kernelBytes() {
      return 4L * POSITIONS * channels * filters;
    }

    private long mappedBytes() {
      return 4L * POSITIONS * tiles() * channels;
    }

    public long scratchBytes(Processor processor) {
      return LINE_BYTES + mappedBytes() + 4L * POSITIONS * tiles() * panel(processor);
    }
  }

  private final Picture picture;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final TileAxis down;
  private final TileAxis across;
  /// Bytes of the channels of an input, and of the panel's filters.
  private final int pixel;
  private final int panel;

  private SmallPictureCode(Picture picture, CodeBuilder builder) {
    this.picture = picture;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.down = picture.down();
    this.across = picture.across();
    this.pixel = 4 * picture.channels();
    this.panel = 2 * code.width();
  }

  /// Filters that are computed together.
  public static int panel(Processor processor) {
    return processor == Processor.AVX_512 ? 32 : 16;
  }

  public static boolean suits(Picture picture) {
    return picture.channels() % CHANNELS == 0 && picture.filters() % FILTERS == 0 && picture.down().whole() > 0 && picture.across().whole() > 0 && picture.top() < 3
        && picture.left() < 3;
  }

  /// Arranges a kernel `[9, channels, filters]`.
  public static void arrange(Picture picture, Processor processor, long from, long to) {
    float[] map = TileMap.KERNEL.matrix();
    int lanes = panel(processor);
    float[] half = new float[3 * TileAxis.POINTS];
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int filter = 0; filter < picture.filters(); filter++) {
        for (int column = 0; column < 3; column++) {
          for (int point = 0; point < TileAxis.POINTS; point++) {
            float sum = 0;
            for (int row = 0; row < 3; row++) {
              sum += map[3 * point + row] * Memory.getFloat(from + 4L * (((3L * row + column) * picture.channels() + channel) * picture.filters() + filter));
            }
            half[3 * point + column] = sum;
          }
        }
        long target = to + 4L * ((long) filter / lanes * POSITIONS * picture.channels() + channel) * lanes + 4L * (filter % lanes);
        for (int i = 0; i < TileAxis.POINTS; i++) {
          for (int j = 0; j < TileAxis.POINTS; j++) {
            float sum = 0;
            for (int column = 0; column < 3; column++) {
              sum += map[3 * j + column] * half[3 * i + column];
            }
            Memory.putFloat(target + 4L * position(i, j) * picture.channels() * lanes, sum);
          }
        }
      }
    }
  }

  private static long position(int i, int j) {
    return (long) TileAxis.place(i) * TileAxis.POINTS + TileAxis.place(j);
  }

  /// @param first the first panel of filters to compute, up to `end` (exclusive)
  public static void emit(Picture picture, int first, int end, Location input, Location kernel, Location output, Location scratch, CodeBuilder builder) {
    SmallPictureCode code = new SmallPictureCode(picture, builder);
    Location mapped = scratch.plus(LINE_BYTES);
    Location products = mapped.plus(picture.mappedBytes());
    code.mapInput(input, scratch, mapped);
    for (int i = first; i < end; i++) {
      code.panel(mapped, kernel.plus((long) i * POSITIONS * picture.channels() * code.panel), products, output.plus((long) i * code.panel), scratch);
    }
  }

  private List<Operand.Memory> memory(Location... places) {
    List<Operand.Memory> memory = Arrays.stream(places).map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(memory, List.of(places));
    return memory;
  }

  private void mapInput(Location input, Location scratch, Location mapped) {
    List<Operand.Memory> memory = memory(input, scratch, mapped);
    int row = displacement((long) picture.width() * pixel);
    eachTile(memory.get(0), row, pixel, displacement(-(long) picture.top() * row - (long) picture.left() * pixel), memory.get(2), pixel, (below, beside) ->
        builder.loop(RCX, 0, pixel, code.width(), () -> map(below, beside, memory.get(1))));
  }

  private void panel(Location mapped, Location kernel, Location products, Location output, Location scratch) {
    List<Operand.Memory> memory = memory(mapped, kernel, products, output, scratch);
    products(memory.get(0), memory.get(1), memory.get(2));
    int column = 4 * picture.filters();
    eachTile(memory.get(3), picture.outputWidth() * column, column, 0, memory.get(2), panel, (below, beside) ->
        builder.loop(RCX, 0, panel, code.width(), () -> mapBack(below.outputs(), beside.outputs(), memory.get(4))));
  }

  @FunctionalInterface
  private interface TileBody {
    void emit(TileAxis.Run down, TileAxis.Run across);
  }

  /// Lets R8, R10 and R11 go from tile to tile.
  ///
  /// @param row bytes of a row of the picture, `element` of an element
  /// @param size bytes of a tile at a position
  private void eachTile(Operand.Memory picturePlace, int row, int element, int offset, Operand.Memory tiles, int size, TileBody body) {
    int all = across.tiles();
    int whole = across.whole();
    for (TileAxis.Run below : down.runs()) {
      for (TileAxis.Run beside : across.runs()) {
        assembler.address(R8, picturePlace.base(), picturePlace.displacement() + offset + TileMap.OUTPUTS * (below.first() * row + beside.first() * element));
        assembler.address(R10, tiles.base(), tiles.displacement() + (below.first() * all + beside.first()) * size);
        assembler.address(R11, tiles.base(), tiles.displacement() + (below.first() * whole + beside.first()) * size);
        builder.repeat(R9, below.count(), () -> {
          builder.repeat(RDX, beside.count(), () -> {
            body.emit(below, beside);
            assembler.add(R8, TileMap.OUTPUTS * element);
            assembler.add(R10, size);
            assembler.add(R11, size);
          });
          assembler.add(R8, TileMap.OUTPUTS * (row - beside.count() * element));
          assembler.add(R10, (all - beside.count()) * size);
          assembler.add(R11, (whole - beside.count()) * size);
        });
      }
    }
  }

  /// A tile's place at a position.
  private Operand.Memory place(int i, int j, int size) {
    return new Operand.Memory(across.isUsedByAll(j) ? R10 : R11, RCX, displacement(position(i, j) * picture.tiles() * size));
  }

  private Operand.Memory onTheWay(Operand.Memory lines, int row, int column) {
    return lines.plus((row * TileAxis.POINTS + column) * code.width());
  }

  /// `Bᵀ·d·B` of a tile.
  private void map(TileAxis.Run below, TileAxis.Run beside, Operand.Memory lines) {
    int[] rows = TileAxis.points(below.outputs());
    int[] columns = TileAxis.points(beside.outputs());
    TileLine line = new TileLine(TileAxis.input(below.outputs()), rows.length, code);
    int top = down.start(below.first());
    int left = across.start(beside.first());
    for (int column = 0; column < columns.length; column++) {
      for (int row = 0; row < rows.length; row++) {
        boolean inside = top + row >= 0 && top + row < picture.height() && left + column >= 0 && left + column < picture.width();
        if (inside) {
          line.load(new Operand.Memory(R8, RCX, displacement((long) (row * picture.width() + column) * pixel)));
        } else {
          line.loadZero();
        }
      }
      int at = column;
      line.map((row, register) -> code.store(onTheWay(lines, row, at), register));
    }
    TileLine second = new TileLine(TileAxis.input(beside.outputs()), columns.length, code);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        second.load(onTheWay(lines, row, column));
      }
      int i = rows[row];
      second.map((column, register) -> code.store(place(i, columns[column], pixel), register));
    }
  }

  /// At each position `[tiles, channels]·[channels, panel]`.
  private void products(Operand.Memory mapped, Operand.Memory kernel, Operand.Memory results) {
    int channels = picture.channels();
    int lanes = panel / 4;
    long tiles = picture.tiles();
    for (TileAxis.Group rows : down.groups()) {
      for (TileAxis.Group columns : across.groups()) {
        List<MatrixBatch.Axis> axes = new ArrayList<>();
        addAxis(axes, rows.count(), TileAxis.POINTS * tiles * channels, (long) TileAxis.POINTS * channels * lanes, TileAxis.POINTS * tiles * lanes);
        addAxis(axes, columns.count(), tiles * channels, (long) channels * lanes, tiles * lanes);
        MatrixProduct product = new MatrixProduct(new MatrixBatch(axes), rows.tiles() * columns.tiles(), lanes, channels, channels, 1, lanes, 1, lanes);
        long first = (long) rows.first() * TileAxis.POINTS + columns.first();
        MatMulCode.emit(product, mapped.plus(displacement(4 * first * tiles * channels)), kernel.plus(displacement(4 * first * channels * lanes)),
            results.plus(displacement(4 * first * tiles * lanes)), builder);
      }
    }
  }

  private static void addAxis(List<MatrixBatch.Axis> axes, long count, long a, long b, long c) {
    if (count > 1) {
      axes.add(new MatrixBatch.Axis(count, a, b, c));
    }
  }

  /// `Aᵀ·m·A` of a tile.
  private void mapBack(int high, int wide, Operand.Memory lines) {
    int[] rows = TileAxis.points(high);
    int[] columns = TileAxis.points(wide);
    TileLine line = new TileLine(TileAxis.output(high), rows.length, code);
    for (int column = 0; column < columns.length; column++) {
      for (int row : rows) {
        line.load(place(row, columns[column], panel));
      }
      int at = column;
      line.map((row, register) -> code.store(onTheWay(lines, row, at), register));
    }
    TileLine second = new TileLine(TileAxis.output(wide), columns.length, code);
    for (int row = 0; row < high; row++) {
      for (int column = 0; column < columns.length; column++) {
        second.load(onTheWay(lines, row, column));
      }
      int y = row;
      second.map((column, register) ->
          code.store(new Operand.Memory(R8, RCX, displacement(4L * picture.filters() * (y * picture.outputWidth() + column))), register));
    }
  }
}
