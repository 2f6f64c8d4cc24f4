package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.binding.OneDnnKernels;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Slice;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Loop;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Loops with a cell like those of recurrent networks, forward and backward, in sizes of every sort, against the reference.
final class LoopComparisonTest {
  /// Steps, rows, units.
  private static final int[][] SIZES = {{1, 1, 1}, {3, 2, 5}, {0, 3, 4}, {7, 64, 16}, {40, 33, 16}, {40, 64, 16}, {60, 100, 13}, {30, 64, 64}, {20, 50, 64}, {6, 32, 160}};
  /// Sums of products in float32, over up to 60 steps.
  private static final double TOLERANCE = 3e-4;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (int[] sizes : SIZES) {
      for (boolean reversed : new boolean[] {false, true}) {
        cases.add(Arguments.of("vectors", new CpuBackend(new VectorKernels(), Processor.OTHER, 3), sizes, reversed));
        cases.add(Arguments.of("code", new CpuBackend(new VectorKernels(), Processor.current(), 2), sizes, reversed));
        cases.add(Arguments.of("oneDNN", new CpuBackend(new OneDnnKernels(new VectorKernels()), Processor.OTHER, 2), sizes, reversed));
        cases.add(Arguments.of("code beside oneDNN", new CpuBackend(new OneDnnKernels(new VectorKernels()), Processor.current(), 2), sizes, reversed));
        cases.add(Arguments.of("plain", new CpuBackend(new PlainKernels(), Processor.OTHER, 1), sizes, reversed));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatTheReferenceDoes(String kernels, Backend backend, int[] sizes, boolean reversed) {
    Program program = training(sizes[0], sizes[1], sizes[2], reversed);
    List<NDArray> numbers = numbers(program);
    List<NDArray> expected = run(new ReferenceBackend(), program, numbers);
    List<NDArray> actual = run(backend, program, numbers);
    for (int i = 0; i < expected.size(); i++) {
      double scale = 1;
      for (double value : expected.get(i).toDoubles()) {
        scale = Math.max(scale, Math.abs(value));
      }
      for (long j = 0; j < expected.get(i).elementCount(); j++) {
        assertEquals(expected.get(i).getDouble(j), actual.get(i).getDouble(j), TOLERANCE * scale, kernels + ", output " + i + ", element " + j);
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Program program = training(40, 64, 16, false);
    List<NDArray> numbers = numbers(program);
    assertEquals(run(new CpuBackend(new VectorKernels(), Processor.OTHER, 1), program, numbers), run(new CpuBackend(new VectorKernels(), Processor.OTHER, 4), program, numbers));
  }

  /// A loop with a gate, a mask per row, a weight as high as the batch may be, and the gradients of everything.
  private static Program training(int steps, int rows, int units, boolean reversed) {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(steps, rows, 2 * units));
    Tensor h = Input.of("h", DType.FLOAT32, Shape.of(rows, units));
    Tensor weight = Input.of("weight", DType.FLOAT32, Shape.of(units, 2 * units));
    Tensor mask = Input.of("mask", DType.FLOAT32, Shape.of(rows, units));
    Loop loop = Loop.of(steps, reversed, List.of(h, h), List.of(x), (carries, slices) -> {
      Tensor z = MatMul.of(carries.get(0).times(mask), weight).plus(slices.get(0));
      Tensor gate = Sigmoid.of(Slice.of(z, 1, 0, units));
      Tensor c = gate.times(carries.get(1)).plus(Tanh.of(Slice.of(z, 1, units, 2 * units)).times(gate.subtractedFrom(1)));
      Tensor next = Tanh.of(c).times(gate);
      return new Loop.Step(List.of(next, c), List.of(next));
    });
    Tensor loss = ReduceSum.of(loop.carry(0)).plus(ReduceSum.of(loop.value(0).squared()));
    List<Tensor> outputs = new ArrayList<>(List.of(loss, loop.carry(1), loop.value(0)));
    outputs.addAll(Gradient.of(loss, List.of(x, h, weight, mask)));
    return Program.of(List.of(x, h, weight, mask), outputs);
  }

  private static List<NDArray> numbers(Program program) {
    List<NDArray> numbers = new ArrayList<>();
    for (Tensor input : program.inputs()) {
      double scale = numbers.size() == 2 ? 1 / Math.sqrt(input.shape().size(0)) : 1;
      NDArray array = Numbers.random(input.type(), numbers.size());
      for (long i = 0; i < array.elementCount(); i++) {
        array.setDouble(i, scale * array.getDouble(i));
      }
      numbers.add(array);
    }
    return numbers;
  }

  private static List<NDArray> run(Backend backend, Program program, List<NDArray> numbers) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(numbers);
    }
  }
}
