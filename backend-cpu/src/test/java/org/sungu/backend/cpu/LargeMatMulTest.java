package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Matrix products that are large enough for oneDNN and for several threads.
final class LargeMatMulTest {
  static Stream<Arguments> shapes() {
    List<Arguments> shapes = new ArrayList<>();
    for (int[] shape : new int[][] {{1, 129, 257, 300}, {1, 600, 90, 201}, {1, 40, 500, 1000}, {5, 70, 110, 130}}) {
      for (int transposed = 0; transposed < 4; transposed++) {
        shapes.add(Arguments.of(shape[0], shape[1], shape[2], shape[3], (transposed & 1) != 0, (transposed & 2) != 0));
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isTheSumOfProducts(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
    Tensor a = Input.of("a", DType.FLOAT32, transposeA ? Shape.of(batch, k, m) : Shape.of(batch, m, k));
    Tensor b = Input.of("b", DType.FLOAT32, transposeB ? Shape.of(batch, n, k) : Shape.of(batch, k, n));
    Program program = Program.of(List.of(a, b), List.of(MatMul.of(a, b, transposeA, transposeB)));
    List<NDArray> inputs = List.of(Numbers.random(a.type(), 1), Numbers.random(b.type(), 2));
    NDArray expected = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, inputs);
    NDArray one = run(new CpuBackend(1), program, inputs);
    NDArray several = run(new CpuBackend(3), program, inputs);
    assertEquals(one, several, "the number of threads makes no difference");
    for (long i = 0; i < expected.elementCount(); i++) {
      // Each of k terms is below 4 and rounds to 2^-24 of the sum so far.
      assertEquals(expected.getDouble(i), one.getDouble(i), k * 4.0 * 0x1p-24);
    }
  }

  private static NDArray run(Backend backend, Program program, List<NDArray> inputs) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(inputs).getFirst();
    }
  }
}
