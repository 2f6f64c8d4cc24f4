package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import org.sungu.graph.Convolution;
import org.sungu.graph.Erf;
import org.sungu.graph.Input;
import org.sungu.graph.Maximum;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sine;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions of one picture, and pointwise ops behind them that are applied to their sums.
final class DirectConvolutionTest {
  private static final int FILTERS = 128;

  static Stream<Arguments> convolutions() {
    return Stream.of(
        row("points, by rows", 1, 1, 1, 0, Shape.of(1, 20, 19, 64)),
        row("points, by filters", 1, 1, 1, 0, Shape.of(1, 7, 7, 1040)),
        row("points, every other one", 1, 2, 1, 0, Shape.of(1, 29, 31, 96)),
        row("windows, by filters", 3, 1, 1, 1, Shape.of(1, 7, 7, 80)),
        row("windows, dilated", 3, 1, 2, 2, Shape.of(1, 19, 18, 48)),
        row("windows, by rows", 3, 2, 1, 1, Shape.of(1, 41, 39, 32)),
        row("even windows without padding", 2, 2, 1, 0, Shape.of(1, 24, 23, 528)));
  }

  private static Arguments row(String name, int size, int stride, int dilation, int padding, Shape x) {
    Shape ends = Shape.of(padding, padding);
    return Arguments.of(name, new Convolution(Shape.of(stride, stride), Shape.of(dilation, dilation), ends, ends, 1), x, Shape.of(size, size, x.size(-1), FILTERS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void agreesWithPlainKernels(String name, Convolution op, Shape x, Shape kernel) {
    Tensor input = Input.of("x", DType.FLOAT32, x);
    Tensor weights = Input.of("kernel", DType.FLOAT32, kernel);
    Tensor product = Tensor.of(op, input, weights);
    Tensor bias = Input.of("bias", DType.FLOAT32, Shape.of(FILTERS));
    Tensor added = Input.of("added", DType.FLOAT32, product.shape());
    double terms = (double) kernel.elementCount() / FILTERS;
    check(List.of(product), List.of(input, weights), terms);
    check(List.of(Maximum.of(product.plus(bias), 0)), List.of(input, weights, bias), terms);
    check(List.of(Maximum.of(added.plus(product.plus(bias)), 0)), List.of(input, weights, bias, added), terms);
    // The sums are an output themselves, and what is added is computed from them, too.
    check(List.of(product, Maximum.of(product, 0.5)), List.of(input, weights), terms);
    // Two convolutions, of which one is added to the sums of the other.
    Tensor others = Input.of("others", DType.FLOAT32, kernel);
    check(List.of(Maximum.of(product.plus(bias).plus(Tensor.of(op, input, others).plus(bias)), 0)), List.of(input, weights, bias, others), 2 * terms);
    // Functions for which there are too few registers or no instructions, and one that is given by a single variable.
    check(List.of(product.times(Sigmoid.of(product.times(0.01)))), List.of(input, weights), 16 * terms);
    check(List.of(Erf.of(product.times(0.01))), List.of(input, weights), terms);
    check(List.of(Sine.of(product.times(0.01))), List.of(input, weights), terms);
    Tensor one = Input.of("one", DType.FLOAT32, Shape.of());
    check(List.of(Maximum.of(product, one)), List.of(input, weights, one), terms);
    // More than is applied to sums in registers.
    check(List.of(product.times(bias).plus(added).times(bias.plus(1)).plus(added.minus(bias))), List.of(input, weights, bias, added), 16 * terms);
  }

  private static void check(List<Tensor> outputs, List<Tensor> inputs, double terms) {
    Program program = Program.of(inputs, outputs);
    List<NDArray> values = Stream.iterate(0, i -> i < inputs.size(), i -> i + 1).map(i -> Numbers.random(inputs.get(i).type(), i)).toList();
    List<NDArray> plain = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, values);
    assertEquals(run(new CpuBackend(1), program, values), run(new CpuBackend(3), program, values), "the number of threads makes no difference");
    for (Processor processor : Processor.values()) {
      if (processor.compareTo(Processor.current()) >= 0) {
        List<NDArray> fast = run(new CpuBackend(new OneDnnKernels(new VectorKernels()), processor, 2), program, values);
        for (int i = 0; i < plain.size(); i++) {
          assertNear(plain.get(i), fast.get(i), terms);
        }
      }
    }
  }

  private static void assertNear(NDArray expected, NDArray actual, double terms) {
    for (long i = 0; i < expected.elementCount(); i++) {
      // As in LargeConvolutionTest: each term is below 4 and rounds to 2^-24 of the sum so far.
      assertEquals(expected.getDouble(i), actual.getDouble(i), 16 * (terms + 16) * 0x1p-24);
    }
    // Something was computed.
    assertNotEquals(0, expected.toDoubles().length == 0 ? 0 : java.util.Arrays.stream(expected.toDoubles()).sum());
  }

  private static List<NDArray> run(Backend backend, Program program, List<NDArray> inputs) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      // The second run finds the memory as the first one left it.
      executable.run(inputs);
      return executable.run(inputs);
    }
  }
}
