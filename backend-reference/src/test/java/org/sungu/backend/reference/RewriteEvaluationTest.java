package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewriter;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.OpSample;
import org.sungu.testkit.OpSamples;
import org.sungu.testkit.RandomPrograms;

/// Programs give the same numbers with and without rewrites, to the last bit (but for the bits of a NaN).
final class RewriteEvaluationTest {
  private static final Rewriter REWRITER = Rewrites.standard().verifying();

  static List<OpSample> samples() {
    return OpSamples.all();
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOp(OpSample sample) {
    assertSameBits(sample.program(), sample.inputs(), sample.variables());
    if (!(sample.op() instanceof Input)) {
      assertSameBits(sample.programOfConstants(), List.of(), sample.variables());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomPrograms(int seed) {
    Program program = RandomPrograms.of(seed, 5 + seed / 4);
    assertSameBits(program, RandomPrograms.inputs(program), RandomPrograms.variables(program));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientsOfRandomPrograms(int seed) {
    Program program = RandomPrograms.of(seed, 5 + seed / 8);
    Tensor loss = ReduceSum.of(program.outputs().getFirst());
    List<Tensor> outputs = new ArrayList<>(Gradient.of(loss, program.inputs()));
    outputs.add(loss);
    Program backward = Program.of(program.inputs(), outputs, program.updates());
    assertSameBits(backward, RandomPrograms.inputs(program), RandomPrograms.variables(program));
  }

  private static void assertSameBits(Program program, List<NDArray> inputs, Map<Variable, NDArray> variables) {
    Program rewritten = REWRITER.rewrite(program);
    List<NDArray> expected = run(program, inputs, variables);
    List<NDArray> actual = run(rewritten, inputs, variables);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      NDArray wanted = expected.get(i);
      NDArray got = actual.get(i);
      assertEquals(wanted.dtype(), got.dtype());
      assertEquals(wanted.shape(), got.shape());
      for (long j = 0; j < wanted.elementCount(); j++) {
        if (wanted.getLong(j) != got.getLong(j) || Double.compare(wanted.getDouble(j), got.getDouble(j)) != 0) {
          throw new AssertionError("result " + i + ", element " + j + " is " + got.getDouble(j) + "; expected " + wanted.getDouble(j)
              + "\nbefore:\n" + program + "\nafter:\n" + rewritten);
        }
      }
    }
  }

  /// The outputs of two runs, then the variables.
  private static List<NDArray> run(Program program, List<NDArray> inputs, Map<Variable, NDArray> variables) {
    ReferenceBackend backend = new ReferenceBackend();
    List<NDArray> results = new ArrayList<>();
    try (VariableStore store = backend.newStore()) {
      variables.forEach(store::put);
      try (Executable executable = backend.compile(program, store)) {
        results.addAll(executable.run(inputs));
        results.addAll(executable.run(inputs));
      }
      variables.keySet().forEach(variable -> results.add(store.get(variable)));
    }
    return results;
  }
}
