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
import java.util.function.IntFunction;
import org.sungu.backend.cpu.provider.MatrixBatch;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// The code of a 3×3 convolution of one picture with stride 1 in tiles of 4×4 results: `Y = Aᵀ[(G·g·Gᵀ) ∘ (Bᵀ·d·B)]A`, whose products over the channels are 36
/// matrix products with a quarter of the multiplications.
///
/// Pictures are `[height, width, channels]`. A tile's 36 positions are numbered by row and column. In memory of the thread are three addresses
/// (the input's, the arranged kernel's, the output's), then rows on their way, then for some rows of tiles the transformed input `[36, tiles, channels]` and the products
/// `[36, panels, tiles, panel]`. The arranged kernel is `[36, panels, channels, panel]`; a panel is two registers of filters.
///
/// Source: [Lavin & Gray, 2015](https://arxiv.org/abs/1509.09308), F(4×4, 3×3).
public final class PictureCode {
  /// Results of a tile along an axis, and what it reads.
  public static final int TILE = 4;
  private static final int READ = TILE + 2;
  private static final int POSITIONS = READ * READ;
  private static final int TAPS = 9;
  private static final int ADDRESSES = 64;
  /// What some rows of tiles may fill so that they stay in a processor's own cache.
  private static final long BLOCK_BYTES = 640 << 10;

  /// A convolution of one picture.
  ///
  /// @param top rows of zeros above the picture, `left` columns before it
  public record Picture(int height, int width, int channels, int outputHeight, int outputWidth, int filters, int top, int left) {
    int tilesAcross() {
      return Math.ceilDiv(outputWidth, TILE);
    }

    int rowsOfTiles() {
      return Math.ceilDiv(outputHeight, TILE);
    }

    /// How many rows of tiles are computed together.
    int rowsTogether() {
      long row = 4L * POSITIONS * tilesAcross() * (channels + filters);
      return Math.toIntExact(Math.clamp(BLOCK_BYTES / row, 1, rowsOfTiles()));
    }

    private long paddedRow() {
      return 4L * (TILE * tilesAcross() + 2) * channels;
    }

    private long onTheWay() {
      return Math.max(READ * paddedRow(), 4L * READ * TILE * tilesAcross() * filters);
    }

    private long transformedAt() {
      return ADDRESSES + (onTheWay() + 63 & -64);
    }

    private long productsAt() {
      return transformedAt() + 4L * POSITIONS * rowsTogether() * tilesAcross() * channels;
    }

    /// Bytes of the thread's memory.
    public long scratchBytes() {
      return productsAt() + 4L * POSITIONS * rowsTogether() * tilesAcross() * filters;
    }

    /// Bytes of the arranged kernel.
    public long kernelBytes() {
      return 4L * POSITIONS * channels * filters;
    }
  }

  /// The polynomials behind the transforms are taken at 0, ±3/4, ±3/2 and ∞, which makes errors of rounding half as large as 0, ±1, ±2 and ∞ do.
  private static final double A = 0.75;
  private static final double B = 1.5;
  private static final double AT_A = 2 * A * A * (A * A - B * B);
  private static final double AT_B = 2 * B * B * (B * B - A * A);
  private static final double[][] KERNEL = {
      {1 / (A * A * B * B), 0, 0},
      {1 / AT_A, A / AT_A, A * A / AT_A},
      {1 / AT_A, -A / AT_A, A * A / AT_A},
      {1 / AT_B, B / AT_B, B * B / AT_B},
      {1 / AT_B, -B / AT_B, B * B / AT_B},
      {0, 0, 1}};

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
      columnsOfInput(row * TILE - picture.top());
      rowsOfInput((row - first) * across, tiles);
    }
    products(tiles);
    for (int row = first; row < end; row++) {
      int rows = Math.min(TILE, picture.outputHeight() - row * TILE);
      columnsOfProducts((row - first) * across, tiles, rows);
      rowsOfProducts(row * TILE, rows);
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
    for (int i = 0; i < READ; i++) {
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
    builder.loop(RCX, 0, row, code.width(), () -> {
      int[] transformed = transformedInput(k -> {
        int register = code.take();
        if (top + k < 0 || top + k >= picture.height()) {
          code.zero(register);
        } else {
          code.load(register, new Operand.Memory(R8, RCX, displacement((long) (top + k) * row)));
        }
        return register;
      });
      storeAll(transformed, i -> new Operand.Memory(RDI, RCX, ADDRESSES + i * padded + left));
    });
  }

  /// `(Bᵀ·d)·B` for a row of tiles.
  private void rowsOfInput(int firstTile, int tiles) {
    int column = 4 * picture.channels();
    int position = displacement((long) tiles * column);
    assembler.address(R10, RDI, ADDRESSES);
    assembler.address(R11, RDI, displacement(picture.transformedAt() + (long) firstTile * column));
    builder.repeat(R9, READ, () -> {
      assembler.moveRegister(R14, R10);
      assembler.moveRegister(R15, R11);
      builder.repeat(RDX, across, () -> {
        builder.loop(RCX, 0, column, code.width(), () -> storeAll(transformedInput(j -> loaded(new Operand.Memory(R14, RCX, j * column))),
            j -> new Operand.Memory(R15, RCX, j * position)));
        assembler.add(R14, TILE * column);
        assembler.add(R15, column);
      });
      assembler.add(R10, displacement(picture.paddedRow()));
      assembler.add(R11, READ * position);
    });
  }

  private int loaded(Operand.Memory from) {
    int register = code.take();
    code.load(register, from);
    return register;
  }

  private void storeAll(int[] registers, IntFunction<Operand.Memory> places) {
    for (int i = 0; i < registers.length; i++) {
      code.store(places.apply(i), registers[i]);
    }
    code.free(registers);
  }

  private int copied(int register) {
    int copy = code.take();
    code.move(copy, register);
    return copy;
  }

  private void addMultiple(int sum, double factor, int register) {
    code.addProduct(sum, register, Operand.Constant.of((float) factor));
  }

  private static Operand.Vector vector(int register) {
    return new Operand.Vector(register);
  }

  /// `Bᵀ·d`.
  private int[] transformedInput(IntFunction<Integer> inputs) {
    int[] d = new int[READ];
    for (int k = 0; k < READ; k++) {
      d[k] = inputs.apply(k);
    }
    code.multiply(d[0], d[0], Operand.Constant.of((float) (A * A * B * B)));
    addMultiple(d[0], -A * A - B * B, d[2]);
    code.add(d[0], d[0], vector(d[4]));
    addMultiple(d[5], A * A * B * B, d[1]);
    addMultiple(d[5], -A * A - B * B, d[3]);
    int odd = copied(d[3]);
    addMultiple(odd, -B * B, d[1]);
    code.multiply(odd, odd, Operand.Constant.of((float) A));
    addMultiple(d[3], -A * A, d[1]);
    code.multiply(d[3], d[3], Operand.Constant.of((float) B));
    int even = copied(d[4]);
    addMultiple(even, -B * B, d[2]);
    addMultiple(d[4], -A * A, d[2]);
    code.add(d[1], even, vector(odd));
    code.subtract(d[2], even, vector(odd));
    code.add(odd, d[4], vector(d[3]));
    code.subtract(d[4], d[4], vector(d[3]));
    code.move(d[3], odd);
    code.free(even, odd);
    return d;
  }

  /// 36 times `[tiles, channels]·[channels, filters]`, panel by panel.
  private void products(int tiles) {
    int lanes = panel / 4;
    long channels = picture.channels();
    List<MatrixBatch.Axis> axes = new ArrayList<>(List.of(new MatrixBatch.Axis(POSITIONS, tiles * channels, panels * channels * lanes, (long) panels * tiles * lanes)));
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
    builder.repeat(R9, (long) READ * panels, () -> {
      builder.loop(RCX, 0, row, code.width(), () -> storeSome(rows, i -> loaded(new Operand.Memory(R14, RCX, displacement((long) i * READ * panels * position))),
          i -> new Operand.Memory(R15, RCX, displacement((long) i * READ * panels * row))));
      assembler.add(R14, position);
      assembler.add(R15, row);
    });
  }

  /// `(Aᵀ·m)·A`, written to the output.
  private void rowsOfProducts(int firstRow, int rows) {
    int column = 4 * picture.filters();
    int outputRow = displacement((long) picture.outputWidth() * column);
    int left = picture.outputWidth() % TILE;
    assembler.load(R8, RDI, 16);
    assembler.address(R8, R8, displacement((long) firstRow * outputRow));
    assembler.address(R10, RDI, ADDRESSES);
    builder.repeat(R9, rows, () -> {
      assembler.moveRegister(R14, R10);
      assembler.moveRegister(R11, R8);
      builder.repeat(RDX, panels, () -> {
        assembler.moveRegister(R15, R11);
        builder.repeat(RBX, picture.outputWidth() / TILE, () -> {
          tile(TILE, column);
          assembler.add(R15, TILE * column);
        });
        if (left > 0) {
          tile(left, column);
        }
        assembler.add(R11, panel);
      });
      assembler.add(R10, READ * panels * across * panel);
      assembler.add(R8, outputRow);
    });
  }

  private void tile(int columns, int column) {
    builder.loop(RCX, 0, panel, code.width(), () -> storeSome(columns, j -> loaded(new Operand.Memory(R14, RCX, j * panels * across * panel)),
        j -> new Operand.Memory(R15, RCX, j * column)));
    assembler.add(R14, panel);
  }

  /// Stores the first results of `Aᵀ·m`.
  private void storeSome(int count, IntFunction<Integer> inputs, IntFunction<Operand.Memory> places) {
    int[] m = new int[READ];
    for (int k = 0; k < READ; k++) {
      m[k] = inputs.apply(k);
    }
    int sum = code.take();
    int difference = code.take();
    code.add(sum, m[1], vector(m[2]));
    code.subtract(difference, m[1], vector(m[2]));
    code.add(m[1], m[3], vector(m[4]));
    code.subtract(m[2], m[3], vector(m[4]));
    code.add(m[0], m[0], vector(sum));
    code.add(m[0], m[0], vector(m[1]));
    addMultiple(m[5], A * A * A, difference);
    addMultiple(m[5], B * B * B, m[2]);
    code.multiply(difference, difference, Operand.Constant.of((float) A));
    addMultiple(difference, B, m[2]);
    code.multiply(sum, sum, Operand.Constant.of((float) (A * A)));
    addMultiple(sum, B * B, m[1]);
    int[] results = {m[0], difference, sum, m[5]};
    for (int i = 0; i < count; i++) {
      code.store(places.apply(i), results[i]);
    }
    code.free(m);
    code.free(sum, difference);
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
      for (int i = 0; i < TAPS; i++) {
        code.assembler.move(R8, from + i * tap + 4L * first);
        code.assembler.move(R10, scratch + (TAPS - 1 - i) * part);
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
    return 4L * TAPS * count * picture.filters();
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

  private void arrangeRegister(int tap, int position) {
    for (int i = 0; i < READ; i++) {
      int[] columns = new int[3];
      for (int x = 0; x < 3; x++) {
        int column = x;
        columns[x] = kernelSum(i, y -> new Operand.Memory(R14, RCX, displacement((3L * y + column) * tap)));
      }
      for (int j = 0; j < READ; j++) {
        int sum = kernelSum(j, x -> vector(columns[x]));
        code.store(new Operand.Memory(R15, RCX, displacement(((long) READ * i + j) * position)), sum);
        code.free(sum);
      }
      code.free(columns);
    }
  }

  /// One number of `G·g`.
  private int kernelSum(int row, IntFunction<Operand> values) {
    int sum = code.take();
    int factor = code.take();
    boolean first = true;
    for (int k = 0; k < 3; k++) {
      if (KERNEL[row][k] != 0) {
        code.load(factor, Operand.Constant.of((float) KERNEL[row][k]));
        if (first) {
          code.multiply(sum, factor, values.apply(k));
        } else {
          code.addProduct(sum, factor, values.apply(k));
        }
        first = false;
      }
    }
    code.free(factor);
    return sum;
  }
}
