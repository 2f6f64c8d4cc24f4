package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R12;
import static org.sungu.backend.cpu.code.Assembler.R13;
import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RBP;
import static org.sungu.backend.cpu.code.Assembler.RBX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDI;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.Assembler.RSI;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.plan.View;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// The code of a convolution as matrix products whose left operand is read where it lies: for each element of the window, or part of its channels (a *phase*), each
/// output gets a sum of products of neighbouring inputs and weights. Sums of a tile of outputs and a panel of filters are in registers; from one phase to the
/// next they wait in the output. In the last phase a [Tail] is applied to them.
///
/// The weights are arranged `[panels, elements of the window · channels, panel]`, so they are read from the first to the last, each once for a tile of
/// outputs; where there are few tiles, those of the next phase are fetched into the cache meanwhile.
///
/// The function's argument points to the addresses of weights and outputs, of the tail's operands less that of the outputs, and of each phase's first input. R14 points to the
/// weights of the phase and the panel, R13 to the panel in the outputs, RBX to the phase's address, R8 and R10 to the tile's inputs and outputs, RDX and R11 run along the sum,
/// RBP is what is fetched next; RAX, R12, RSI, R9 and RCX count panels, phases, lines, tiles and terms.
public final class DirectCode {
  /// Where the addresses are.
  public static final int WEIGHTS = 0;
  public static final int OUTPUT = 8;
  public static final int OPERANDS = 16;
  public static final int PHASES = 64;

  private static final int[] OPERAND_REGISTERS = {RDX, R11, RCX, R15};
  private static final int LINE = 64;
  /// So many uses of a weight leave time enough to fetch it when it is first read.
  private static final int MANY_TILES = 24;

  /// What is to be computed; all distances are in bytes.
  ///
  /// @param lines of outputs, whose inputs lie `line` apart; those of the `positions` in a line lie `step` apart
  /// @param row from one output position to the next
  /// @param terms of each phase
  public record Sums(int lines, long line, int positions, long step, long row, int panels, int phases, int terms, @Nullable Tail tail) {}

  private final Sums sums;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final Assembler assembler;
  private final int width;
  private final int panel;

  private DirectCode(Sums sums, CodeBuilder builder) {
    this.sums = sums;
    this.builder = builder;
    this.code = builder.vectors();
    this.assembler = builder.assembler();
    this.width = registers(code.isWide());
    this.panel = width * code.width();
  }

  private static int registers(boolean wide) {
    return wide ? 4 : 2;
  }

  /// Filters of a panel.
  public static int panel(Processor processor) {
    boolean wide = processor == Processor.AVX_512;
    return registers(wide) * (wide ? 16 : 8);
  }

  /// Whether there are instructions and registers enough to apply a tail to a full tile.
  public static boolean accepts(Tail tail, Processor processor) {
    if (!tail.isPossible()) {
      return false;
    }
    try {
      of(new Sums(1, 0, mostRows(processor == Processor.AVX_512), Float.BYTES, panel(processor), 1, 1, 4, tail), processor);
      return true;
    } catch (Unsupported | VectorCode.TooFewRegisters e) {
      return false;
    }
  }

  /// The rows of a tile at most: besides the sums, an input and two registers of weights.
  private static int mostRows(boolean wide) {
    return ((wide ? 32 : 16) - 3) / registers(wide);
  }

  /// The code, a function of the addresses.
  public static byte[] of(Sums sums, Processor processor) {
    CodeBuilder builder = new CodeBuilder(processor == Processor.AVX_512);
    new DirectCode(sums, builder).emit();
    return builder.finish();
  }

  private void emit() {
    assembler.load(R14, RDI, WEIGHTS);
    assembler.load(R13, RDI, OUTPUT);
    builder.repeat(RAX, sums.panels(), () -> {
      assembler.address(RBX, RDI, PHASES);
      phase(false, sums.phases() == 1);
      builder.repeat(R12, sums.phases() - 2L, () -> phase(true, false));
      if (sums.phases() > 1) {
        phase(true, true);
      }
      assembler.add(R13, panel);
    });
  }

  /// @param resumed whether the output holds the sums of the phases before
  private void phase(boolean resumed, boolean last) {
    int most = mostRows(code.isWide());
    int tiles = Math.ceilDiv(sums.positions(), most);
    int rows = sums.positions() / tiles;
    int higher = sums.positions() % tiles;
    int weights = sums.terms() * panel;
    assembler.load(R8, RBX, 0);
    assembler.add(RBX, Long.BYTES);
    assembler.moveRegister(R10, R13);
    assembler.address(RBP, R14, weights);
    builder.repeat(RSI, sums.lines(), () -> {
      builder.repeat(R9, higher, () -> tile(rows + 1, resumed, last, tiles));
      builder.repeat(R9, tiles - (long) higher, () -> tile(rows, resumed, last, tiles));
      assembler.add(R8, displacement(sums.line() - sums.positions() * sums.step()));
    });
    assembler.add(R14, weights);
  }

  private void tile(int rows, boolean resumed, boolean last, int tilesOfLine) {
    int[] registers = new int[rows * width];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = code.take();
      if (resumed) {
        code.load(registers[i], output(i));
      } else {
        code.zero(registers[i]);
      }
    }
    int unrolled = registers.length >= 12 ? 2 : 4;
    long repetitions = (long) sums.lines() * tilesOfLine * (sums.terms() / unrolled);
    int fetched = sums.lines() * tilesOfLine > MANY_TILES ? 0 : Math.toIntExact(Math.ceilDiv((long) sums.terms() * panel / LINE, repetitions));
    assembler.moveRegister(RDX, R8);
    assembler.moveRegister(R11, R14);
    builder.repeat(RCX, sums.terms() / unrolled, () -> {
      for (int p = 0; p < unrolled; p++) {
        term(p, rows, registers);
      }
      for (int i = 0; i < fetched; i++) {
        assembler.prefetchFar(Operand.Memory.at(RBP, i * LINE));
      }
      if (fetched > 0) {
        assembler.add(RBP, fetched * LINE);
      }
      assembler.add(RDX, unrolled * Float.BYTES);
      assembler.add(R11, unrolled * panel);
    });
    Tail tail = sums.tail();
    if (last && tail != null) {
      finish(registers, tail);
    } else {
      for (int i = 0; i < registers.length; i++) {
        code.store(output(i), registers[i]);
      }
    }
    code.free(registers);
    assembler.add(R8, displacement(rows * sums.step()));
    assembler.add(R10, displacement(rows * sums.row()));
  }

  private Operand.Memory output(int sum) {
    return Operand.Memory.at(R10, displacement(sum / width * sums.row() + (long) sum % width * code.width()));
  }

  /// Adds the products of an input of each output and a row of the weights, as many weights at once as there are registers left for.
  private void term(int p, int rows, int[] registers) {
    int groups = Math.ceilDiv(width, code.registers() - registers.length - 1);
    int size = Math.ceilDiv(width, groups);
    int[] right = new int[size];
    for (int j = 0; j < size; j++) {
      right[j] = code.take();
    }
    int left = code.take();
    for (int first = 0; first < width; first += size) {
      int end = Math.min(width, first + size);
      for (int j = first; j < end; j++) {
        code.load(right[j - first], Operand.Memory.at(R11, p * panel + j * code.width()));
      }
      for (int i = 0; i < rows; i++) {
        code.broadcast(left, Operand.Memory.at(RDX, displacement(i * sums.step() + (long) p * Float.BYTES)));
        for (int j = first; j < end; j++) {
          code.addProduct(registers[i * width + j], left, new Operand.Vector(right[j - first]));
        }
      }
    }
    code.free(right);
    code.free(left);
  }

  /// Applies the tail to each register of sums and stores what comes out.
  private void finish(int[] registers, Tail tail) {
    List<Integer> operands = tail.operands();
    for (int k = 0; k < operands.size(); k++) {
      assembler.load(OPERAND_REGISTERS[k], RDI, OPERANDS + k * Long.BYTES);
    }
    for (int i = 0; i < registers.length; i++) {
      StepCode steps = new StepCode(tail.op(), tail.inputs(), builder);
      for (int input = 0; input < tail.inputs().size(); input++) {
        int index = operands.indexOf(input);
        Operand.Memory output = output(i);
        switch (tail.kind(input)) {
          case PRODUCT -> steps.register(registers[i]);
          case CONSTANT -> steps.constant(constant(tail.inputs().get(input)));
          case VECTOR -> steps.array(Location.at(input), new Operand.Memory(R13, OPERAND_REGISTERS[index], i % width * code.width()), DType.FLOAT32, false);
          case ARRAY -> steps.array(Location.at(input), new Operand.Memory(R10, OPERAND_REGISTERS[index], output.displacement()), DType.FLOAT32, false);
          case OTHER -> throw new IllegalArgumentException("got " + tail + "; expected one that is possible");
        }
      }
      // No operand lies where the result does.
      steps.result(Location.at(-1), output(i), DType.FLOAT32);
      steps.compute(false);
    }
  }

  private static float constant(View view) {
    NDArray constant = view.buffer().constant();
    if (constant == null) {
      throw new IllegalArgumentException("got " + view + "; expected a constant");
    }
    return constant.getFloat(view.offset());
  }
}
