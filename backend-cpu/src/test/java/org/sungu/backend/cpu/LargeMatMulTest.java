package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.binding.OneDnnKernels;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
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

  @ParameterizedTest
  @MethodSource("shapes")
  void isTheSumOfProductsOfBfloat16(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
    Tensor a = Input.of("a", DType.BFLOAT16, transposeA ? Shape.of(batch, k, m) : Shape.of(batch, m, k));
    Tensor b = Input.of("b", DType.BFLOAT16, transposeB ? Shape.of(batch, n, k) : Shape.of(batch, k, n));
    Program program = Program.of(List.of(a, b), List.of(MatMul.of(a, b, transposeA, transposeB)));
    List<NDArray> inputs = List.of(Numbers.random(a.type(), 1), Numbers.random(b.type(), 2));
    NDArray expected = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, inputs);
    NDArray one = run(new CpuBackend(1), program, inputs);
    assertEquals(one, run(new CpuBackend(3), program, inputs), "the number of threads makes no difference");
    for (long i = 0; i < expected.elementCount(); i++) {
      // Products are exact in float32, sums round as above, and both results round to 8 bits at the end.
      double wanted = expected.getDouble(i);
      assertEquals(wanted, one.getDouble(i), k * 4.0 * 0x1p-23 + 0x1p-7 * Math.abs(wanted));
    }
  }

  static Stream<Arguments> attentions() {
    List<Arguments> rows = new ArrayList<>();
    for (int[] sizes : new int[][] {{16, 128, 4, 32}, {3, 33, 5, 20}, {1, 70, 2, 17}, {2, 5, 12, 1}, {9, 1, 3, 8}, {8, 600, 1, 40}}) {
      rows.add(Arguments.of(sizes[0], sizes[1], sizes[2], sizes[3]));
    }
    return rows.stream();
  }

  /// Heads lie side by side, so both axes of the batch have strides of their own, in operands and in results. Terms are taken in several blocks in the last
  /// row of sizes.
  @ParameterizedTest
  @MethodSource("attentions")
  void headsAreReadAndWrittenWhereTheyLie(int batch, int tokens, int heads, int size) {
    Shape shape = Shape.of(batch, tokens, heads, size);
    List<Tensor> inputs = List.of(Input.of("q", DType.FLOAT32, shape), Input.of("k", DType.FLOAT32, shape), Input.of("v", DType.FLOAT32, shape));
    List<Tensor> split = inputs.stream().map(x -> Transpose.of(x, 0, 2, 1, 3)).toList();
    Tensor scores = MatMul.of(split.get(0), split.get(1), false, true);
    Tensor mixed = Transpose.of(MatMul.of(scores, split.get(2)), 0, 2, 1, 3);
    Tensor back = Reshape.of(Transpose.of(MatMul.of(scores, split.get(2), true, false), 0, 2, 1, 3), Shape.of(batch * tokens, heads * size));
    Program program = Program.of(inputs, List.of(mixed, back));
    List<NDArray> numbers = inputs.stream().map(x -> Numbers.random(x.type(), inputs.indexOf(x))).toList();
    List<NDArray> expected = runAll(new ReferenceBackend(), program, numbers);
    List<NDArray> plain = runAll(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, numbers);
    for (Processor processor : Processor.values()) {
      assertEquals(plain, runAll(new CpuBackend(new PlainKernels(), processor, 2), program, numbers), processor + " code gives the same bits");
    }
    List<Backend> backends = List.of(new CpuBackend(2), new CpuBackend(new OneDnnKernels(new VectorKernels()), Processor.OTHER, 2),
        new CpuBackend(new PlainKernels(), Processor.OTHER, 1));
    for (Backend backend : backends) {
      List<NDArray> actual = runAll(backend, program, numbers);
      for (int i = 0; i < expected.size(); i++) {
        for (long j = 0; j < expected.get(i).elementCount(); j++) {
          // Sums of as many products of sums of products as there are tokens.
          assertEquals(expected.get(i).getDouble(j), actual.get(i).getDouble(j), 8.0 * tokens * size * (tokens + size) * 0x1p-24);
        }
      }
    }
  }

  private static List<NDArray> runAll(Backend backend, Program program, List<NDArray> inputs) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(inputs);
    }
  }

  private static NDArray run(Backend backend, Program program, List<NDArray> inputs) {
    return runAll(backend, program, inputs).getFirst();
  }
}
