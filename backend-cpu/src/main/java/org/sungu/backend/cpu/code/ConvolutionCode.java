package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.Windows;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The code of a convolution of pictures with few channels, as they come from a camera or a scanner: the sums of neighbouring outputs of a row stay in
/// registers while the kernel runs over them. A picture that has padding is copied to scratch memory first, with it. Where the largest of each
/// window of outputs is all that is wanted, windows lie in registers as a whole and are not written.
///
/// R14 and R15 point to the picture and to the next outputs, R9 counts pictures, RAX rows, RCX tiles of neighbouring outputs, R10 rows of the kernel;
/// R8 points to the inputs of a tile, RDX to those of a row of the kernel, R11 to the weights.
public final class ConvolutionCode {
  private static final int MOST_CHANNELS = 4;
  private static final int MOST_FILTERS = 256;
  private static final int MOST_TAPS_IN_A_ROW = 48;
  private static final int MOST_OUTPUTS = 12;
  private static final int MOST_POOLED = 4;
  /// Filters are whole registers, of any processor.
  private static final int FILTERS = 16;

  private final ConvolutionProblem problem;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final Geometry geometry;
  /// Outputs of which the largest is wanted, 1 by 1 where all are.
  private final int high;
  private final int wide;

  private ConvolutionCode(ConvolutionProblem problem, Shape window, CodeBuilder builder) {
    this.problem = problem;
    this.high = window.rank() == 1 ? 1 : window.size(0);
    this.wide = window.size(-1);
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.geometry = Geometry.of(problem);
  }

  /// Sizes along the height and the width; a line is one row of pixels.
  private record Geometry(int rows, int columns, int size, int width, int stride, int pixelStride, int dilation, int pixelDilation, int height,
      int pixels, int top, int left, int paddedHeight, int paddedPixels) {
    static Geometry of(ConvolutionProblem problem) {
      Windows windows = problem.windows();
      Shape spatial = problem.spatial();
      Shape count = windows.count(spatial);
      int last = spatial.rank() - 1;
      boolean line = last == 0;
      return new Geometry(line ? 1 : count.size(0), count.size(last), line ? 1 : windows.size().size(0), windows.size().size(last),
          line ? 1 : windows.strides().size(0), windows.strides().size(last), line ? 1 : windows.dilation().size(0), windows.dilation().size(last),
          line ? 1 : spatial.size(0), spatial.size(last), line ? 0 : windows.low().size(0), windows.low().size(last),
          line ? 1 : spatial.size(0) + windows.low().size(0) + windows.high().size(0), spatial.size(last) + windows.low().size(last) + windows.high().size(last));
    }

    boolean isPadded() {
      return paddedHeight > height || paddedPixels > pixels;
    }
  }

  /// Whether a convolution is one that code is written for.
  public static boolean suits(ConvolutionProblem problem) {
    Windows windows = problem.windows();
    int axes = problem.spatial().rank();
    return problem.role() == ConvolutionRole.OUTPUT && problem.type() == DType.FLOAT32 && (axes == 1 || axes == 2) && problem.groups() == 1 && problem.channels() <= MOST_CHANNELS
        && problem.filters() % FILTERS == 0 && problem.filters() <= MOST_FILTERS
        && windows.size().size(axes - 1) * problem.channels() <= MOST_TAPS_IN_A_ROW;
  }

  /// Whether registers hold windows of outputs.
  ///
  /// @param window outputs of which the largest is wanted
  public static boolean suits(ConvolutionProblem problem, Shape window) {
    return suits(problem) && window.elementCount() <= MOST_POOLED;
  }

  /// Bytes of scratch memory for a padded picture.
  public static long scratchBytes(ConvolutionProblem problem) {
    Geometry geometry = Geometry.of(problem);
    return geometry.isPadded() ? 4L * geometry.paddedHeight() * geometry.paddedPixels() * problem.channels() + 64 : 0;
  }

  /// @param problem one that [#suits]
  public static void emit(ConvolutionProblem problem, Location input, Location kernel, Location output, Location scratch, CodeBuilder builder) {
    int[] ones = new int[problem.spatial().rank()];
    Arrays.fill(ones, 1);
    emit(problem, Shape.of(ones), input, kernel, output, scratch, builder);
  }

  /// The convolution and the largest of each window of outputs; windows lie side by side, and outputs behind the last whole one are left out.
  public static void emit(ConvolutionProblem problem, Shape window, Location input, Location kernel, Location output, Location scratch, CodeBuilder builder) {
    new ConvolutionCode(problem, window, builder).emit(input, kernel, output, scratch);
  }

  private void emit(Location input, Location kernel, Location output, Location scratch) {
    Operand.Memory source = builder.memory(input, -1);
    Operand.Memory weights = builder.memory(kernel, -1);
    Operand.Memory target = builder.memory(output, -1);
    Operand.Memory padded = builder.memory(scratch, -1);
    builder.checkBases(List.of(source, weights, target, padded), List.of(input, kernel, output, scratch));
    int pixel = 4 * problem.channels();
    boolean copies = geometry.isPadded();
    int line = displacement((long) pixel * (copies ? geometry.paddedPixels() : geometry.pixels()));
    int picture = displacement((long) pixel * geometry.pixels() * geometry.height());
    int most = Math.max(1, Math.min(MOST_OUTPUTS, (code.registers() - 1 - panelWidth()) / panelWidth()) / (high * wide));
    int columns = geometry.columns() / wide;
    int tiles = Math.ceilDiv(columns, most);
    int outputs = columns / tiles;
    int higher = columns % tiles;
    if (copies && pixel * geometry.pixels() % code.width() != 0) {
      code.setTail(pixel * geometry.pixels() % code.width() / 4);
    }
    assembler.address(R14, source.base(), source.displacement());
    assembler.address(R15, target.base(), target.displacement());
    if (copies) {
      zero(padded);
    }
    builder.repeat(R9, problem.batch(), () -> {
      if (copies) {
        copy(padded, line);
        assembler.address(R8, padded.base(), padded.displacement());
      } else {
        assembler.moveRegister(R8, R14);
      }
      builder.repeat(RAX, geometry.rows() / high, () -> {
        builder.repeat(RCX, higher, () -> tile(outputs + 1, weights, line));
        builder.repeat(RCX, tiles - higher, () -> tile(outputs, weights, line));
        assembler.add(R8, displacement((long) high * geometry.stride() * line - (long) columns * wide * geometry.pixelStride() * pixel));
      });
      assembler.add(R14, picture);
    });
  }

  /// Registers of filters that are summed at once.
  private int panelWidth() {
    int registers = problem.filters() / code.lanes();
    return Math.ceilDiv(registers, Math.ceilDiv(registers, code.isWide() ? 4 : 2));
  }

  private void zero(Operand.Memory padded) {
    int register = code.take();
    code.zero(register);
    assembler.address(R8, padded.base(), padded.displacement());
    builder.repeat(RCX, Math.ceilDiv(scratchBytes(problem) - 64, code.width()), () -> {
      code.store(Operand.Memory.at(R8, 0), register);
      assembler.add(R8, code.width());
    });
    code.free(register);
  }

  /// Copies a picture into the middle of the padded one, whose border stays zero.
  private void copy(Operand.Memory padded, int line) {
    int pixel = 4 * problem.channels();
    int bytes = pixel * geometry.pixels();
    int whole = bytes / code.width();
    int register = code.take();
    assembler.moveRegister(R8, R14);
    assembler.address(RDX, padded.base(), padded.displacement() + displacement((long) geometry.top() * line + (long) geometry.left() * pixel));
    builder.repeat(RAX, geometry.height(), () -> {
      builder.repeat(RCX, whole, () -> {
        code.load(register, Operand.Memory.at(R8, 0));
        code.store(Operand.Memory.at(RDX, 0), register);
        assembler.add(R8, code.width());
        assembler.add(RDX, code.width());
      });
      if (bytes % code.width() != 0) {
        code.loadTail(register, Operand.Memory.at(R8, 0));
        code.storeTail(Operand.Memory.at(RDX, 0), register);
      }
      assembler.add(R8, bytes - whole * code.width());
      assembler.add(RDX, line - whole * code.width());
    });
    code.free(register);
  }

  /// Neighbouring outputs of a row, or windows of them, all filters.
  private void tile(int outputs, Operand.Memory weights, int line) {
    int width = panelWidth();
    int registers = problem.filters() / code.lanes();
    for (int panel = 0; panel < registers; panel += width) {
      panel(outputs, Math.min(width, registers - panel), panel * code.width(), weights, line);
    }
    assembler.add(R8, outputs * wide * geometry.pixelStride() * 4 * problem.channels());
    assembler.add(R15, displacement(4L * outputs * problem.filters()));
  }

  private void panel(int outputs, int width, int offset, Operand.Memory weights, int line) {
    int across = outputs * wide;
    int[] sums = new int[high * across * width];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.take();
      code.zero(sums[i]);
    }
    int[] right = new int[width];
    for (int j = 0; j < width; j++) {
      right[j] = code.take();
    }
    int value = code.take();
    assembler.moveRegister(RDX, R8);
    assembler.address(R11, weights.base(), weights.displacement() + offset);
    int row = displacement(4L * problem.filters());
    int taps = geometry.width() * problem.channels();
    builder.repeat(R10, geometry.size(), () -> {
      for (int tap = 0; tap < taps; tap++) {
        for (int j = 0; j < width; j++) {
          code.load(right[j], Operand.Memory.at(R11, tap * row + j * code.width()));
        }
        int from = 4 * (tap / problem.channels() * geometry.pixelDilation() * problem.channels() + tap % problem.channels());
        for (int i = 0; i < high * across; i++) {
          int at = from + i / across * geometry.stride() * line + 4 * (i % across) * geometry.pixelStride() * problem.channels();
          code.broadcast(value, Operand.Memory.at(RDX, at));
          for (int j = 0; j < width; j++) {
            code.addProduct(sums[i * width + j], value, new Operand.Vector(right[j]));
          }
        }
      }
      assembler.add(RDX, displacement((long) geometry.dilation() * line));
      assembler.add(R11, taps * row);
    });
    code.free(right);
    code.free(value);
    for (int i = 0; i < outputs * width; i++) {
      int largest = sums[i / width * wide * width + i % width];
      for (int k = 1; k < high * wide; k++) {
        code.largerOrNaN(largest, sums[(k / wide * across + i / width * wide + k % wide) * width + i % width]);
      }
      code.store(Operand.Memory.at(R15, offset + i / width * row + i % width * code.width()), largest);
    }
    code.free(sums);
  }
}
