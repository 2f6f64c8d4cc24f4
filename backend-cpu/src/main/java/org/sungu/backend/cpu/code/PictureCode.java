package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RBX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDI;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;
import org.sungu.backend.cpu.provider.TileMap;

/// The code of a 3×3 convolution of one picture with stride 1 in tiles of 4×4 results: `Y = Aᵀ[(G·g·Gᵀ) ∘ (Bᵀ·d·B)]A`, whose products over the channels are 36
/// matrix products with a quarter of the multiplications.
///
/// Pictures are `[height, width, channels]`. A tile's 36 positions are numbered by row and column. In memory of the thread are three addresses
/// (the input's, the arranged kernel's, the output's), then rows on their way, then for some rows of tiles the transformed input `[36, tiles, channels]` and the products
/// `[36, panels, tiles, panel]`. The arranged kernel is `[36, panels, channels, panel]`; a panel is two registers of filters.
///
/// Source: [Lavin & Gray, 2015](https://arxiv.org/abs/1509.09308), F(4×4, 3×3).
public final class PictureCode {
  private static final int ADDRESSES = 64;
  /// What some rows of tiles may fill so that they stay in a processor's own cache.
  private static final long BLOCK_BYTES = 640 << 10;

  /// A convolution of one picture.
  ///
  /// @param top rows of zeros above the picture, `left` columns before it
  public record Picture(int height, int width, int channels, int outputHeight, int outputWidth, int filters, int top, int left) {
    int tilesAcross() {
      return Math.ceilDiv(outputWidth, TileMap.OUTPUTS);
    }

    int rowsOfTiles() {
      return Math.ceilDiv(outputHeight, TileMap.OUTPUTS);
    }

    /// How many rows of tiles are computed together.
    int rowsTogether() {
      long row = 4L * TileMap.PLANES * tilesAcross() * (channels + filters);
      return Math.toIntExact(Math.clamp(BLOCK_BYTES / row, 1, rowsOfTiles()));
    }

    private long paddedRow() {
      return 4L * (TileMap.OUTPUTS * tilesAcross() + 2) * channels;
    }

    private long onTheWay() {
      return Math.max(TileMap.INPUTS * paddedRow(), 4L * TileMap.INPUTS * TileMap.OUTPUTS * tilesAcross() * filters);
    }

    private long transformedAt() {
      return ADDRESSES + (onTheWay() + 63 & -64);
    }

    private long productsAt() {
      return transformedAt() + 4L * TileMap.PLANES * rowsTogether() * tilesAcross() * channels;
    }

    /// Bytes of the thread's memory.
    public long scratchBytes() {
      return productsAt() + 4L * TileMap.PLANES * rowsTogether() * tilesAcross() * filters;
    }

    /// Bytes of the arranged kernel.
    public long kernelBytes() {
      return 4L * TileMap.PLANES * channels * filters;
    }
  }

  private final Picture picture;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int panel;
  private final int panels;
  private final int across;

  private PictureCode(Picture picture, CodeBuilder builder) {
    this.picture = picture;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.panel = 2 * code.width();
    this.panels = 4 * picture.filters() / panel;
    this.across = picture.tilesAcross();
  }

  /// Whether channels and filters fill whole panels.
  public static boolean suits(Picture picture, Processor processor) {
    int lanes = processor == Processor.AVX_512 ? 32 : 16;
    return processor != Processor.OTHER && picture.channels() % lanes == 0 && picture.filters() % lanes == 0;
  }

  /// The code of the convolution, a function of the thread's memory.
  public static byte[] convolution(Picture picture, Processor processor) {
    CodeBuilder builder = new CodeBuilder(processor == Processor.AVX_512);
    PictureCode code = new PictureCode(picture, builder);
    for (int row = 0; row < picture.rowsOfTiles(); row += picture.rowsTogether()) {
      code.block(row, Math.min(picture.rowsOfTiles(), row + picture.rowsTogether()));
    }
    return builder.finish();
  }

  private void block(int first, int end) {
    int tiles = (end - first) * across;
    for (int row = first; row < end; row++) {
      columnsOfInput(row * TileMap.OUTPUTS - picture.top());
      rowsOfInput((row - first) * across, tiles);
    }
    products(tiles);
    for (int row = first; row < end; row++) {
      int rows = Math.min(TileMap.OUTPUTS, picture.outputHeight() - row * TileMap.OUTPUTS);
      columnsOfProducts((row - first) * across, tiles, rows);
      rowsOfProducts(row * TileMap.OUTPUTS, rows);
    }
  }

  /// `Bᵀ·d` for six rows of the picture, of which those outside are 0; columns of zeros around them.
  private void columnsOfInput(int top) {
    int row = displacement(4L * picture.width() * picture.channels());
    int padded = displacement(picture.paddedRow());
    int left = displacement(4L * picture.left() * picture.channels());
    int right = left + row;
    int zero = code.take();
    code.zero(zero);
    for (int i = 0; i < TileMap.INPUTS; i++) {
      int at = ADDRESSES + i * padded;
      for (int from = 0; from < left; from += code.width()) {
        code.store(Operand.Memory.at(RDI, at + from), zero);
      }
      if (right < padded) {
        builder.loop(RCX, right, padded, code.width(), () -> code.store(new Operand.Memory(RDI, RCX, at), zero));
      }
    }
    code.free(zero);
    assembler.load(R8, RDI, 0);
    TileLine line = line(TileMap.INPUT);
    builder.loop(RCX, 0, row, code.width(), () -> {
      for (int y = top; y < top + TileMap.INPUTS; y++) {
        if (y < 0 || y >= picture.height()) {
          line.loadZero();
        } else {
          line.load(new Operand.Memory(R8, RCX, displacement((long) y * row)));
        }
      }
      line.map((i, register) -> code.store(new Operand.Memory(RDI, RCX, ADDRESSES + i * padded + left), register));
    });
  }

  /// `(Bᵀ·d)·B` for a row of tiles.
  private void rowsOfInput(int firstTile, int tiles) {
    int column = 4 * picture.channels();
    int position = displacement((long) tiles * column);
    assembler.address(R10, RDI, ADDRESSES);
    assembler.address(R11, RDI, displacement(picture.transformedAt() + (long) firstTile * column));
    builder.repeat(R9, TileMap.INPUTS, () -> {
      assembler.moveRegister(R14, R10);
      assembler.moveRegister(R15, R11);
      builder.repeat(RDX, across, () -> {
        builder.loop(RCX, 0, column, code.width(), () -> map(TileMap.INPUT, new Elements(R14, 0, column), new Elements(R15, 0, position), TileMap.INPUTS));
        assembler.add(R14, TileMap.OUTPUTS * column);
        assembler.add(R15, column);
      });
      assembler.add(R10, displacement(picture.paddedRow()));
      assembler.add(R11, TileMap.INPUTS * position);
    });
  }

  private TileLine line(TileMap map) {
    return new TileLine(map.matrix(), map.from(), code);
  }

  /// 36 times `[tiles, channels]·[channels, filters]`, panel by panel.
  private void products(int tiles) {
    int lanes = panel / 4;
    long channels = picture.channels();
    List<MatrixBatch.Axis> axes = new ArrayList<>(List.of(new MatrixBatch.Axis(TileMap.PLANES, tiles * channels, panels * channels * lanes, (long) panels * tiles * lanes)));
    if (panels > 1) {
      axes.add(new MatrixBatch.Axis(panels, 0, channels * lanes, (long) tiles * lanes));
    }
    MatrixProduct product = new MatrixProduct(new MatrixBatch(axes), tiles, lanes, picture.channels(), channels, 1, lanes, 1, lanes);
    assembler.load(R14, RDI, 8);
    MatMulCode.emit(product, Operand.Memory.at(RDI, displacement(picture.transformedAt())), Operand.Memory.at(R14, 0),
        Operand.Memory.at(RDI, displacement(picture.productsAt())), builder);
  }

  /// `Aᵀ·m` for a row of tiles.
  private void columnsOfProducts(int firstTile, int tiles, int rows) {
    int row = across * panel;
    int position = displacement((long) tiles * panel);
    assembler.address(R14, RDI, displacement(picture.productsAt() + (long) firstTile * panel));
    assembler.address(R15, RDI, ADDRESSES);
    builder.repeat(R9, (long) TileMap.INPUTS * panels, () -> {
      builder.loop(RCX, 0, row, code.width(), () -> map(TileMap.OUTPUT, new Elements(R14, 0, (long) TileMap.INPUTS * panels * position),
          new Elements(R15, 0, (long) TileMap.INPUTS * panels * row), rows));
      assembler.add(R14, position);
      assembler.add(R15, row);
    });
  }

  /// `(Aᵀ·m)·A`, written to the output.
  private void rowsOfProducts(int firstRow, int rows) {
    int column = 4 * picture.filters();
    int outputRow = displacement((long) picture.outputWidth() * column);
    int left = picture.outputWidth() % TileMap.OUTPUTS;
    assembler.load(R8, RDI, 16);
    assembler.address(R8, R8, displacement((long) firstRow * outputRow));
    assembler.address(R10, RDI, ADDRESSES);
    builder.repeat(R9, rows, () -> {
      assembler.moveRegister(R14, R10);
      assembler.moveRegister(R11, R8);
      builder.repeat(RDX, panels, () -> {
        assembler.moveRegister(R15, R11);
        builder.repeat(RBX, picture.outputWidth() / TileMap.OUTPUTS, () -> {
          tile(TileMap.OUTPUTS, column);
          assembler.add(R15, TileMap.OUTPUTS * column);
        });
        if (left > 0) {
          tile(left, column);
        }
        assembler.add(R11, panel);
      });
      assembler.add(R10, TileMap.INPUTS * panels * across * panel);
      assembler.add(R8, outputRow);
    });
  }

  private void tile(int columns, int column) {
    builder.loop(RCX, 0, panel, code.width(), () -> map(TileMap.OUTPUT, new Elements(R14, 0, (long) panels * across * panel), new Elements(R15, 0, column), columns));
    assembler.add(R14, panel);
  }

  /// Elements that lie some bytes apart, of which RCX tells the channel.
  ///
  /// @param at bytes from where the register points to the first one
  private record Elements(int register, long at, long apart) {
    Operand.Memory get(int index) {
      return new Operand.Memory(register, RCX, displacement(at + index * apart));
    }
  }

  /// Maps elements and stores the first of the results.
  private void map(TileMap map, Elements from, Elements to, int count) {
    TileLine line = line(map);
    for (int i = 0; i < map.from(); i++) {
      line.load(from.get(i));
    }
    line.map((i, register) -> {
      if (i < count) {
        code.store(to.get(i), register);
      }
    });
  }

  /// The code that arranges some channels of a kernel `[9, channels, filters]`, or with `[9, filters, channels]` of that of the input's gradient, in whose picture
  /// channels and filters have changed places.
  ///
  /// @param scratch bytes as [#arrangementBytes] says, where the kernel is turned round
  public static byte[] arrangement(Picture picture, boolean transposed, int first, int count, long from, long to, long scratch, Processor processor) {
    CodeBuilder builder = new CodeBuilder(processor == Processor.AVX_512);
    PictureCode code = new PictureCode(picture, builder);
    long tap = 4L * picture.channels() * picture.filters();
    long part = 4L * count * picture.filters();
    if (transposed) {
      for (int i = 0; i < TileMap.TAPS; i++) {
        code.assembler.move(R8, from + i * tap + 4L * first);
        code.assembler.move(R10, scratch + (TileMap.TAPS - 1 - i) * part);
        TransposeCode.emit(picture.filters(), count, picture.channels(), builder);
      }
      code.arrange(count, scratch, part, to + (long) first * code.panel);
    } else {
      code.arrange(count, from + 4L * first * picture.filters(), tap, to + (long) first * code.panel);
    }
    return builder.finish();
  }

  /// Bytes that turning some channels of a kernel round takes.
  public static long arrangementBytes(Picture picture, int count) {
    return 4L * TileMap.TAPS * count * picture.filters();
  }

  /// @param tap bytes from one of the nine elements of the windows to the next
  private void arrange(int count, long from, long tap, long to) {
    int position = displacement((long) panels * picture.channels() * panel);
    assembler.move(R14, from);
    assembler.move(R11, to);
    builder.repeat(R9, count, () -> {
      assembler.moveRegister(R15, R11);
      builder.repeat(RDX, panels, () -> {
        builder.loop(RCX, 0, panel, code.width(), () -> arrangeRegister(displacement(tap), position));
        assembler.add(R14, panel);
        assembler.add(R15, picture.channels() * panel);
      });
      assembler.add(R11, panel);
    });
  }

  /// Maps the kernel's columns to the first places of each row of positions, then the rows.
  private void arrangeRegister(int tap, int position) {
    long row = (long) TileMap.INPUTS * position;
    for (int x = 0; x < TileMap.KERNEL.from(); x++) {
      map(TileMap.KERNEL, new Elements(R14, x * (long) tap, (long) TileMap.KERNEL.from() * tap), new Elements(R15, x * (long) position, row), TileMap.INPUTS);
    }
    for (int y = 0; y < TileMap.INPUTS; y++) {
      Elements places = new Elements(R15, y * row, position);
      map(TileMap.KERNEL, places, places, TileMap.INPUTS);
    }
  }
}
