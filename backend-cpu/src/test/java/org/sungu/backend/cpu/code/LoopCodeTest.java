package org.sungu.backend.cpu.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.cpu.Recurrent;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.lowering.LoweredProgram;
import org.sungu.backend.cpu.lowering.Lowering;
import org.sungu.backend.cpu.lowering.Target;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.plan.Chain;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.rewrite.Rewrites;

/// Whether recurrent layers become machine code as a whole: loops that do not still give the right numbers, only slowly.
final class LoopCodeTest {
  @ParameterizedTest
  @MethodSource("org.sungu.backend.cpu.Recurrent#wideCases")
  void recurrentLayersBecomeCode(Recurrent layer) {
    LoweredProgram lowered =
        Lowering.of(Rewrites.fast(PointwiseLowering::runsOnTape).rewrite(layer.training()), new Target(new PlainKernels(), new Winograd(Processor.OTHER), true, new Team(1)));
    List<Chain> loops = lowered.plan().chains().stream().filter(chain -> chain.steps().getFirst().name().equals("scan")).toList();
    assertEquals(2, loops.size(), "one forward, one backward");
    Locations locations = locations(lowered);
    for (Chain loop : loops) {
      for (List<Piece> pieces : loop.pieces()) {
        for (Processor processor : Recurrent.processors()) {
          CodedKernel coded = (CodedKernel) pieces.getFirst().kernel();
          CodeBuilder builder = new CodeBuilder(processor == Processor.AVX_512);
          assertTrue(builder.attempt(() -> coded.emission().emit(builder, locations)), () -> "a loop is not " + processor + " code");
        }
      }
    }
  }

  private static Locations locations(LoweredProgram lowered) {
    return new Locations() {
      @Override
      public Location of(View view) {
        boolean inArena = view.buffer().isInArena() && !lowered.plan().preparation().buffers().contains(view.buffer());
        return inArena ? Location.inArena(lowered.plan().offset(view.buffer()) + view.byteOffset())
            : Location.at((1L << 40) + view.byteOffset());
      }

      @Override
      public Location scratch() {
        return Location.inArena(0);
      }
    };
  }
}
