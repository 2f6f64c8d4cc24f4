package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Loops that are machine code leave the same bits as other kernels do step by step, however many threads there are.
final class LoopBitsTest {
  @ParameterizedTest
  @MethodSource("org.sungu.backend.cpu.Recurrent#cases")
  void theBitsAreThoseOfOtherKernels(Recurrent layer) {
    Program program = layer.training();
    List<NDArray> expected = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program);
    for (Processor processor : Recurrent.processors()) {
      for (int threads = 1; threads <= 3; threads += 2) {
        assertEquals(expected, run(new CpuBackend(new PlainKernels(), processor, threads), program), processor + " code in " + threads + " threads");
      }
    }
  }

  private static List<NDArray> run(Backend backend, Program program) {
    Random random = new Random(7);
    try (var store = backend.newStore()) {
      program.variables().forEach(variable -> store.put(variable, numbers(variable.type().shape(), random)));
      List<NDArray> inputs = program.inputs().stream().map(input -> numbers(input.shape(), random)).toList();
      // Every third step is zero, which a mask leaves out.
      NDArray x = inputs.getFirst();
      for (long i = 0; i < x.elementCount(); i++) {
        x.setDouble(i, i / 3 % 3 == 0 ? 0 : x.getDouble(i));
      }
      try (var executable = backend.compile(program, store)) {
        return executable.run(inputs);
      }
    }
  }

  private static NDArray numbers(Shape shape, Random random) {
    NDArray numbers = NDArray.zeros(DType.FLOAT32, shape);
    for (long i = 0; i < numbers.elementCount(); i++) {
      numbers.setDouble(i, 0.3 * random.nextGaussian());
    }
    return numbers;
  }
}
