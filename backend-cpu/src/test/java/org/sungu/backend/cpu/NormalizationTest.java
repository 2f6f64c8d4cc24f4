package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Normalization over a batch, as in a residual network, forward and back, large enough for sums of runs.
final class NormalizationTest {
  private static final Shape PICTURES = Shape.of(8, 32, 32, 32);
  private static final Shape CHANNELS = Shape.of(32);

  private static Tensor input(String name, Shape shape) {
    return Input.of(name, DType.FLOAT32, shape);
  }

  private static Tensor normalized(Tensor x, Tensor gamma, Tensor beta) {
    Tensor mean = Mean.of(x, 0, 1, 2);
    Tensor variance = Mean.of(x.minus(mean.reshape(1, 1, 1, 32)).squared(), 0, 1, 2);
    Tensor factor = Rsqrt.of(variance.plus(1e-3)).times(gamma);
    return x.times(factor.reshape(1, 1, 1, 32)).plus(beta.minus(mean.times(factor)).reshape(1, 1, 1, 32));
  }

  private static Program program() {
    Tensor x = input("x", PICTURES);
    List<Tensor> weights = new ArrayList<>();
    Tensor value = x;
    for (int i = 0; i < 2; i++) {
      Tensor kernel = input("kernel" + i, Shape.of(32, 32));
      Tensor bias = input("bias" + i, CHANNELS);
      Tensor gamma = input("gamma" + i, CHANNELS);
      Tensor beta = input("beta" + i, CHANNELS);
      weights.addAll(List.of(kernel, bias, gamma, beta));
      Tensor product = MatMul.of(value.reshape(8 * 32 * 32, 32), kernel).reshape(PICTURES.toArray()).plus(bias);
      Tensor normalized = normalized(product, gamma, beta);
      value = Maximum.of(i == 0 ? normalized : normalized.plus(x), 0);
    }
    Tensor upstream = input("upstream", PICTURES);
    Tensor loss = ReduceSum.of(value.times(upstream));
    List<Tensor> inputs = new ArrayList<>(List.of(x, upstream));
    inputs.addAll(weights);
    List<Tensor> targets = new ArrayList<>(List.of(x));
    targets.addAll(weights);
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(loss, targets));
    return Program.of(inputs, outputs);
  }

  private static List<NDArray> run(Backend backend, Program program) {
    List<NDArray> inputs = new ArrayList<>();
    Random random = new Random(1);
    for (Tensor input : program.inputs()) {
      float[] numbers = new float[Math.toIntExact(input.shape().elementCount())];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian() / 4;
      }
      inputs.add(NDArray.of(input.shape(), numbers));
    }
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(inputs);
    }
  }

  /// Sums of 8192 rows are taken in another order than the reference's. The gradients of biases are rounding alone, as the mean takes biases away again.
  @Test
  void givesTheReferencesNumbersAndTheSameBitsAsCode() {
    Program program = program();
    List<NDArray> expected = run(new ReferenceBackend(), program);
    List<NDArray> plain = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program);
    for (int i = 0; i < expected.size(); i++) {
      double[] numbers = expected.get(i).toDoubles();
      double largest = Math.max(1, Arrays.stream(numbers).map(Math::abs).max().orElse(0));
      assertArrayEquals(numbers, plain.get(i).toDoubles(), 1e-4 * largest, "output " + i);
    }
    for (Processor processor : ComparisonWithReferenceTest.processors()) {
      for (int threads = 1; threads < 4; threads += 2) {
        assertEquals(plain, run(new CpuBackend(new PlainKernels(), processor, threads), program), "as " + processor + " code, " + threads + " threads");
      }
    }
  }
}
