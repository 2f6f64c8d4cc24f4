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
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions that are large enough for oneDNN and for several threads.
final class LargeConvolutionTest {
  static Stream<Arguments> convolutions() {
    return Stream.of(
        row("plain", square(1, 1, 1, 1), Shape.of(5, 20, 19, 17), Shape.of(3, 3, 17, 23)),
        row("several parts, the last one smaller", square(1, 1, 0, 1), Shape.of(7, 20, 20, 32), Shape.of(3, 3, 32, 48)),
        row("tiles", square(1, 1, 0, 1), Shape.of(5, 22, 18, 48), Shape.of(3, 3, 48, 32)),
        row("tiles that end outside", square(1, 1, 1, 1), Shape.of(6, 23, 13, 32), Shape.of(3, 3, 32, 64)),
        row("tiles that begin far outside", square(1, 1, 4, 1), Shape.of(3, 17, 18, 64), Shape.of(3, 3, 64, 64)),
        row("tiles of many blocks", square(1, 1, 1, 1), Shape.of(4, 61, 62, 16), Shape.of(3, 3, 16, 64)),
        row("tiles of one picture", square(1, 1, 1, 1), Shape.of(1, 29, 28, 128), Shape.of(3, 3, 128, 128)),
        row("tiles of whole pictures", square(1, 1, 1, 1), Shape.of(3, 16, 20, 64), Shape.of(3, 3, 64, 32)),
        row("tiles of one output, cut off", square(1, 1, 1, 1), Shape.of(1, 30, 27, 64), Shape.of(3, 3, 64, 96)),
        row("tiles without padding", square(1, 1, 0, 1), Shape.of(2, 17, 22, 128), Shape.of(3, 3, 128, 64)),
        row("tiles with much padding", square(1, 1, 2, 1), Shape.of(1, 14, 14, 256), Shape.of(3, 3, 256, 256)),
        row("tiles of a small picture", square(1, 1, 0, 1), Shape.of(1, 13, 13, 32), Shape.of(3, 3, 32, 64)),
        row("tiles of 4 and 1, 4 and 2", square(1, 1, 1, 1), Shape.of(1, 5, 6, 16), Shape.of(3, 3, 16, 32)),
        row("tiles of 3 times 4, 2 times 4 and 3", square(1, 1, 1, 1), Shape.of(1, 12, 11, 48), Shape.of(3, 3, 48, 64)),
        row("tiles that begin outside of a small picture", square(1, 1, 2, 1), Shape.of(1, 7, 18, 64), Shape.of(3, 3, 64, 32)),
        row("tiles of a small picture, padded on one side", new Convolution(Shape.of(1, 1), Shape.of(1, 1), Shape.of(0, 2), Shape.of(3, 0), 1), Shape.of(1, 6, 9, 32), Shape.of(3, 3, 32, 32)),
        row("one channel", square(1, 1, 1, 1), Shape.of(20, 28, 28, 1), Shape.of(3, 3, 1, 32)),
        row("one channel, padded on one side", new Convolution(Shape.of(1, 1), Shape.of(1, 1), Shape.of(0, 1), Shape.of(2, 0), 1), Shape.of(3, 27, 29, 1), Shape.of(3, 2, 1, 48)),
        row("two channels, far apart", square(2, 3, 2, 1), Shape.of(2, 31, 44, 2), Shape.of(3, 3, 2, 80)),
        row("four channels, one window", square(1, 1, 0, 1), Shape.of(3, 5, 5, 4), Shape.of(5, 5, 4, 16)),
        row("padding only at the edges of one picture", square(1, 1, 1, 1), Shape.of(1, 28, 28, 1), Shape.of(3, 3, 1, 32)),
        row("line of samples", line(3, 2, 8, 5, 1), Shape.of(4, 300, 1), Shape.of(16, 1, 64)),
        row("stem of a batch", square(2, 1, 3, 1), Shape.of(3, 50, 51, 3), Shape.of(7, 7, 3, 64)),
        row("stem", square(2, 1, 3, 1), Shape.of(1, 50, 50, 3), Shape.of(7, 7, 3, 64)),
        row("strided", square(2, 1, 1, 1), Shape.of(3, 31, 31, 33), Shape.of(3, 3, 33, 47)),
        row("strided point", square(2, 1, 0, 1), Shape.of(3, 28, 28, 128), Shape.of(1, 1, 128, 96)),
        row("dilated", square(1, 2, 2, 1), Shape.of(3, 16, 16, 32), Shape.of(3, 3, 32, 32)),
        row("groups", square(1, 1, 1, 4), Shape.of(4, 20, 20, 64), Shape.of(3, 3, 16, 48)),
        row("depthwise", square(1, 1, 1, 48), Shape.of(5, 56, 56, 48), Shape.of(3, 3, 1, 48)),
        row("depthwise, two filters each", square(2, 1, 1, 40), Shape.of(5, 60, 60, 40), Shape.of(3, 3, 1, 80)),
        row("rows of one output", square(1, 1, 1, 1), Shape.of(1, 19, 17, 64), Shape.of(3, 3, 64, 160)),
        row("rows of one output, strided", square(3, 2, 4, 1), Shape.of(1, 60, 70, 64), Shape.of(5, 5, 64, 64)),
        row("one window", square(1, 1, 0, 1), Shape.of(8, 7, 7, 128), Shape.of(7, 7, 128, 100)),
        row("line", line(1, 2, 8, 0, 1), Shape.of(4, 300, 32), Shape.of(5, 32, 40)),
        row("strided line", line(2, 1, 1, 2, 1), Shape.of(9, 500, 24), Shape.of(4, 24, 40)),
        row("cube", cube(), Shape.of(2, 10, 12, 11, 16), Shape.of(3, 2, 3, 16, 24)));
  }

  private static Convolution line(int stride, int dilation, int low, int high, int groups) {
    return new Convolution(Shape.of(stride), Shape.of(dilation), Shape.of(low), Shape.of(high), groups);
  }

  private static Convolution square(int stride, int dilation, int padding, int groups) {
    Shape ends = Shape.of(padding, padding);
    return new Convolution(Shape.of(stride, stride), Shape.of(dilation, dilation), ends, ends, groups);
  }

  private static Convolution cube() {
    return new Convolution(Shape.of(1, 2, 1), Shape.of(1, 1, 1), Shape.of(1, 0, 1), Shape.of(1, 1, 1), 1);
  }

  private static Arguments row(String name, Convolution op, Shape x, Shape kernel) {
    return Arguments.of(name, op, x, kernel);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void agreesWithOwnKernels(String name, Convolution op, Shape x, Shape kernel) {
    check(op, x, kernel, DType.FLOAT32);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void agreesWithOwnKernelsInBfloat16(String name, Convolution op, Shape x, Shape kernel) {
    check(op, x, kernel, DType.BFLOAT16);
  }

  private static void check(Convolution op, Shape x, Shape kernel, DType type) {
    Tensor input = Input.of("x", type, x);
    Tensor weights = Input.of("kernel", type, kernel);
    Tensor output = Tensor.of(op, input, weights);
    Tensor upstream = Input.of("upstream", type, output.shape());
    int axes = op.strides().rank();
    Tensor inputGradient = ConvolutionInputGradient.of(
        upstream, weights, op.strides(), op.dilation(), op.low(), op.high(), op.groups(), x.range(1, axes + 1));
    Tensor kernelGradient = ConvolutionKernelGradient.of(
        input, upstream, op.strides(), op.dilation(), op.low(), op.high(), op.groups(), kernel.range(0, axes));
    double terms = kernel.elementCount();
    check(output, List.of(input, weights), terms / kernel.size(-1));
    check(inputGradient, List.of(upstream, weights), terms / kernel.size(-2) / op.groups());
    check(kernelGradient, List.of(input, upstream), (double) output.shape().elementCount() / kernel.size(-1));
  }

  private static void check(Tensor output, List<Tensor> inputs, double terms) {
    Program program = Program.of(inputs, List.of(output));
    List<NDArray> values = List.of(Numbers.random(inputs.get(0).type(), 1), Numbers.random(inputs.get(1).type(), 2));
    NDArray plain = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, values);
    assertEquals(plain, run(new CpuBackend(new VectorKernels(), Processor.OTHER, 2), program, values), "the bits of vector and plain kernels");
    NDArray one = run(new CpuBackend(1), program, values);
    assertEquals(one, run(new CpuBackend(3), program, values), "the number of threads makes no difference");
    assertNear(plain, one, terms);
    for (Processor processor : Processor.values()) {
      if (processor.compareTo(Processor.current()) >= 0) {
        assertNear(plain, run(new CpuBackend(new OneDnnKernels(new VectorKernels()), processor, 2), program, values), terms);
      }
    }
    // Something was computed.
    assertNotEquals(0, plain.getDouble(plain.elementCount() / 2));
  }

  private static void assertNear(NDArray expected, NDArray actual, double terms) {
    for (long i = 0; i < expected.elementCount(); i++) {
      // Each term is below 4 and rounds to 2^-24 of the sum so far, which is some 4·√terms; so the two sums err by 4·terms·2^-24 each, give
      // or take a factor of 2.
      // Products of bfloat16 are exact in float32; two roundings of equal sums differ by a unit of 8 bits at most.
      double rounding = expected.dtype() == DType.BFLOAT16 ? 0x1p-7 * Math.abs(expected.getDouble(i)) : 0;
      assertEquals(expected.getDouble(i), actual.getDouble(i), 16 * terms * 0x1p-24 + rounding);
    }
  }

  private static NDArray run(Backend backend, Program program, List<NDArray> inputs) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      // The second run finds the memory as the first one left it.
      executable.run(inputs);
      return executable.run(inputs).getFirst();
    }
  }
}
