package org.sungu.backend.cpu.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plan.Chain;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.nn.Layer;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.layer.recurrent.GRU;
import org.sungu.nn.layer.recurrent.LSTM;
import org.sungu.nn.layer.recurrent.SimpleRNN;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Whether training recurrent layers gives threads something to do: what cannot be cut still gives the right numbers, only slowly.
final class RecurrentPiecesTest {
  private static final int BATCH = 64;
  private static final int STEPS = 80;
  private static final int FEATURES = 32;
  private static final int UNITS = 64;

  static List<Layer> layers() {
    return List.of(LSTM.of(UNITS), GRU.of(UNITS), GRU.of(UNITS).withResetAfter(false), SimpleRNN.of(UNITS), LSTM.of(UNITS).withReturnSequences(true),
        LSTM.of(UNITS).withGoBackwards(true));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void loopsAndGradientsOfWeightsAreCut(Layer layer) {
    List<Chain> chains = Lowering.of(
        Rewrites.fast(PointwiseLowering::runsOnTape).rewrite(training(layer)), new Target(new VectorKernels(), new Winograd(Processor.OTHER), true, new Team(1))).plan().chains();
    List<Chain> loops = chains.stream().filter(chain -> chain.steps().stream().anyMatch(step -> step.name().equals("scan"))).toList();
    assertEquals(2, loops.size(), "one forward, one backward");
    loops.forEach(loop -> assertEquals(BATCH / 16, loop.pieceCount(), "pieces of 16 rows of a loop"));
    int recurrentGradients = 0;
    for (Chain chain : chains) {
      boolean multiplies = chain.steps().stream().anyMatch(step -> step.name().equals("matMul")
          && step.writes().getFirst().byteSize() % (4L * UNITS * UNITS) == 0);
      if (multiplies && !loops.contains(chain)) {
        recurrentGradients++;
        assertTrue(chain.pieceCount() >= 2, "products of all steps together are cut, too");
      }
    }
    assertTrue(recurrentGradients >= 1, "the recurrent weight has a gradient");
  }

  private static Program training(Layer layer) {
    Trace trace = new Trace(new Weights(), true);
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(BATCH, STEPS, FEATURES));
    Tensor hidden = layer.apply(trace.scope().child("recurrent", true), List.of(x)).getFirst();
    Tensor loss = Mean.of(hidden.squared());
    List<Tensor> reads = new ArrayList<>();
    trace.used().forEach(weight -> reads.add(trace.read(weight.variable())));
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    outputs.addAll(Gradient.of(loss, reads));
    return Program.of(List.of(x), outputs);
  }
}
