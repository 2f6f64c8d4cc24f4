package org.sungu.backend.cpu.pointwise;

import java.util.List;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.Tape.Instruction;
import org.sungu.backend.cpu.pointwise.Tape.Place;
import org.sungu.backend.cpu.provider.PointwiseLoop;

/// A tape with its addresses bound.
final class TapeKernel implements Kernel {
  /// One instruction. Operand x of the block that begins at element `start` is at `x + start · xStep`.
  private record LoopStep(PointwiseLoop loop, long a, long aStep, long aLanes, long b, long bStep, long bLanes, long c, long cStep,
      long cLanes, long d, long dStep) implements BlockStep {
    @Override
    public void run(long start, long count) {
      loop.run(a + start * aStep, aLanes, b + start * bStep, bLanes, c + start * cStep, cLanes, d + start * dStep, count);
    }
  }

  /// Where an input or a result lies.
  record Array(long address, int elementSize) {
    static Array of(View view, Addresses addresses) {
      return new Array(addresses.of(view), view.dtype().byteSize());
    }
  }

  private final BlockStep[] prologue;
  private final BlockStep[] body;
  private final long first;
  private final long end;
  private final long blockSize;

  private TapeKernel(Tape tape, Binding binding, long first, long end) {
    this.prologue = tape.prologue().stream().map(binding::bind).toArray(BlockStep[]::new);
    this.body = tape.body().stream().map(binding::bind).toArray(BlockStep[]::new);
    this.first = first;
    this.end = end;
    this.blockSize = tape.blockSize();
  }

  /// The tape over a range of elements; it may write on to the end of a register.
  ///
  /// @param scratch the address of memory for the registers
  static Kernel of(Tape tape, List<Array> inputs, List<Array> results, long scratch, long first, long end) {
    return new TapeKernel(tape, new Binding(tape, inputs, results, scratch), first, end);
  }

  @Override
  public void run() {
    for (BlockStep step : prologue) {
      step.run(0, 1);
    }
    for (long start = first; start < end; start += blockSize) {
      long count = Math.min(blockSize, end - start);
      for (BlockStep step : body) {
        step.run(start, count);
      }
    }
  }

  private record Binding(Tape tape, List<Array> inputs, List<Array> results, long scratch) {
    BlockStep bind(Instruction instruction) {
      return switch (instruction) {
        case Instruction.Loop loop -> {
          List<Place> operands = loop.operands();
          Place a = operands.get(0);
          Place b = operands.size() > 1 ? operands.get(1) : a;
          Place c = operands.size() > 2 ? operands.get(2) : a;
          yield new LoopStep(loop.loop(), address(a), step(a), lanes(a), address(b), step(b), lanes(b), address(c), step(c), lanes(c),
              address(loop.target()), step(loop.target()));
        }
        case Instruction.Expand expand ->
            Expansion.of(expand.loops(), expand.type(), address(expand.operands().getFirst()), address(expand.target()));
      };
    }

    private long address(Place place) {
      return switch (place) {
        case Place.Input input -> inputs.get(input.index()).address();
        case Place.Repeated repeated -> inputs.get(repeated.index()).address();
        case Place.Result result -> results.get(result.index()).address();
        case Place.Single single -> scratch + (long) Memory.ALIGNMENT * single.index();
        case Place.Register register ->
            scratch + (long) Memory.ALIGNMENT * tape.singles() + 4L * tape.blockSize() * register.index();
      };
    }

    private long step(Place place) {
      return switch (place) {
        case Place.Input input -> inputs.get(input.index()).elementSize();
        case Place.Result result -> results.get(result.index()).elementSize();
        case Place.Repeated _, Place.Single _, Place.Register _ -> 0;
      };
    }

    private static long lanes(Place place) {
      return place instanceof Place.Single || place instanceof Place.Repeated ? 0 : -1;
    }
  }
}
