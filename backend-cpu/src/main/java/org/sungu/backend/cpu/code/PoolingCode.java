package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Pooling;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.tensor.Shape;

/// The code of pooling in windows that lie side by side, a register of channels at a time: each element belongs to one window at most, so what is
/// written to the elements of a window is written once.
///
/// R8 and R11 point to a window's elements, those that are read and those that are written, and R10 to the window; R9 counts arrays of the batch, RAX rows of windows, RDX
/// windows of a row, and RCX runs along the channels.
public final class PoolingCode {
  private static final int MOST_ELEMENTS = 9;
  /// Channels fill registers of any processor.
  private static final int CHANNELS = 16;

  private final PoolingProblem problem;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final Area area;
  /// Bytes of the channels of an element, and of a row of elements.
  private final int pixel;
  private final int line;

  /// Elements of an array of the batch and of a window along the height and the width.
  private record Area(int height, int width, int high, int wide) {
    static Area of(Pooling op, Shape spatial) {
      Shape window = op.window();
      boolean line = spatial.rank() == 1;
      return new Area(line ? 1 : spatial.size(0), spatial.size(-1), line ? 1 : window.size(0), window.size(-1));
    }

    int rows() {
      return height / high;
    }

    int columns() {
      return width / wide;
    }
  }

  private PoolingCode(PoolingProblem problem, Shape spatial, CodeBuilder builder) {
    this.problem = problem;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.area = Area.of(problem.op(), spatial);
    this.pixel = displacement(4L * problem.channels());
    this.line = displacement((long) pixel * area.width());
  }

  /// Whether there is code for an op.
  ///
  /// @param spatial sizes of what windows slide over
  /// @param ownKeys whether the keys of a maximum are the values
  public static boolean suits(Pooling op, Shape spatial, int channels, boolean ownKeys) {
    Shape window = op.window();
    boolean beside = op.strides().equals(window) && window.elementCount() <= MOST_ELEMENTS && window.rank() <= 2;
    for (int i = 0; beside && i < window.rank(); i++) {
      beside = op.low().size(i) == 0 && op.high().size(i) == 0 && spatial.size(i) >= window.size(i);
    }
    return beside && channels % CHANNELS == 0 && (ownKeys || !(op instanceof PickMaximum));
  }

  /// Whether an op writes to windows, rather than to their elements.
  public static boolean writesWindows(Pooling op) {
    return switch (op) {
      case PickMaximum _, WindowSum _ -> true;
      case PlaceAtMaximum _, WindowSpread _ -> false;
    };
  }

  /// @param problem of an op that [#suits]; whole rows of windows, of one array of the batch or whole arrays
  public static void emit(PoolingProblem problem, Shape spatial, Location first, Location second, Location to, CodeBuilder builder) {
    PoolingCode code = new PoolingCode(problem, spatial, builder);
    switch (problem.op()) {
      case PickMaximum _, WindowSum _ -> code.emit(first, to, first);
      case PlaceAtMaximum _ -> code.emit(first, second, to);
      case WindowSpread _ -> code.emit(to, first, to);
    }
  }

  private void emit(Location elements, Location windows, Location placed) {
    long whole = problem.map().windows();
    long count = problem.end() - problem.first();
    boolean part = count < whole;
    long start = (problem.first() / whole * area.height() + problem.first() % whole / area.columns() * area.high()) * line;
    List<Location> places = List.of(elements.plus(start), windows.plus(problem.first() * pixel), placed.plus(start));
    List<Operand.Memory> operands = places.stream().map(place -> builder.memory(place, -1)).toList();
    builder.checkBases(operands, places);
    assembler.address(R8, operands.get(0).base(), operands.get(0).displacement());
    assembler.address(R10, operands.get(1).base(), operands.get(1).displacement());
    assembler.address(R11, operands.get(2).base(), operands.get(2).displacement());
    int zero = code.take();
    code.zero(zero);
    builder.repeat(R9, part ? 1 : count / whole, () -> {
      builder.repeat(RAX, part ? count / area.columns() : area.rows(), () -> {
        builder.repeat(RDX, area.columns(), () -> {
          builder.loop(RCX, 0, pixel, code.width(), () -> window(zero));
          advance(area.wide() * pixel);
          assembler.add(R10, pixel);
        });
        int rest = (area.width() - area.columns() * area.wide()) * pixel;
        for (int y = 0; y < area.high(); y++) {
          clear(y * line, rest, zero);
        }
        advance(rest + (area.high() - 1) * line);
      });
      int rest = displacement((long) (area.height() - area.rows() * area.high()) * line);
      clear(0, rest, zero);
      advance(rest);
    });
    code.free(zero);
  }

  private void advance(int bytes) {
    if (bytes > 0) {
      assembler.add(R8, bytes);
      assembler.add(R11, bytes);
    }
  }

  /// Elements of no window are 0.
  private void clear(int from, int bytes, int zero) {
    if (bytes > 0 && !writesWindows(problem.op())) {
      builder.loop(RCX, 0, bytes, code.width(), () -> code.store(new Operand.Memory(R11, RCX, from), zero));
    }
  }

  private Operand.Memory element(int base, int index) {
    return new Operand.Memory(base, RCX, index / area.wide() * line + index % area.wide() * pixel);
  }

  /// A register of channels of one window.
  private void window(int zero) {
    int[] elements = new int[area.high() * area.wide()];
    boolean reads = !(problem.op() instanceof WindowSpread);
    for (int i = 0; reads && i < elements.length; i++) {
      elements[i] = code.take();
      code.load(elements[i], element(R8, i));
    }
    Operand.Memory window = new Operand.Memory(R10, RCX, 0);
    int value = code.take();
    switch (problem.op()) {
      case PickMaximum _ -> {
        largest(value, elements);
        code.store(window, value);
      }
      case WindowSum _ -> {
        code.move(value, elements[0]);
        for (int i = 1; i < elements.length; i++) {
          code.add(value, value, new Operand.Vector(elements[i]));
        }
        code.store(window, value);
      }
      case PlaceAtMaximum _ -> place(value, elements, window, zero);
      case WindowSpread _ -> {
        code.add(value, zero, window);
        for (int i = 0; i < elements.length; i++) {
          code.store(element(R11, i), value);
        }
      }
    }
    code.free(value);
    if (reads) {
      code.free(elements);
    }
  }

  private void largest(int to, int[] elements) {
    code.move(to, elements[0]);
    for (int i = 1; i < elements.length; i++) {
      code.largerOrNaN(to, elements[i]);
    }
  }

  private void place(int largest, int[] keys, Operand.Memory window, int zero) {
    int pending = code.take();
    int placed = code.take();
    largest(largest, keys);
    code.add(pending, zero, window);
    for (int i = 0; i < keys.length; i++) {
      code.moveWhereSame(placed, pending, zero, keys[i], largest);
      code.store(element(R11, i), placed);
    }
    code.free(pending, placed);
  }
}
