package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Absolute;
import org.sungu.graph.Convolution;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewriter;
import org.sungu.rewrite.ScaleIntoKernel;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Batch normalization in a prediction goes into the kernel in front of it.
final class ScaleIntoKernelTest {
  private static final Shape ONE = Shape.of(1, 1);
  private static final Shape ZERO = Shape.of(0, 0);

  private final Random random = new Random(5);
  private final Map<Variable, NDArray> variables = new LinkedHashMap<>();
  private final Rewriter rewriter = Rewriter.of(List.of(new ScaleIntoKernel())).verifying();

  @Test
  void convolutionsWithAndWithoutBias() {
    Tensor x = input(2, 4, 4, 3);
    Tensor first = Absolute.of(normalized(convolution(x, 1, 3, 3, 3, 5).plus(weight(5)), 1, 1, 1, 5));
    assertFolds(x, normalized(convolution(first, 1, 1, 1, 5, 4), 4), 2);
  }

  @Test
  void depthwiseConvolution() {
    Tensor x = input(1, 4, 4, 3);
    assertFolds(x, normalized(convolution(x, 3, 2, 2, 1, 6).plus(weight(1, 1, 1, 6)), 6), 1);
  }

  @Test
  void dense() {
    Tensor x = input(6, 3);
    Tensor first = normalized(MatMul.of(x, weight(3, 4)).reshape(2, 3, 4).plus(weight(4)), 4).reshape(6, 4);
    assertFolds(x, normalized(MatMul.of(first, weight(5, 4), false, true), 1, 5), 2);
  }

  @Test
  void oneNumberForAllFilters() {
    Tensor x = input(6, 3);
    assertFolds(x, MatMul.of(x, weight(3, 4)).times(weight()).plus(weight(1)), 1);
  }

  /// Something else reads the product, or the scale differs from row to row, depends on the input, or belongs to another axis.
  @Test
  void whatOnlyLooksAlikeStays() {
    Tensor x = input(3, 3);
    Tensor product = MatMul.of(x, weight(3, 3));
    assertStays(x, normalized(product, 3).plus(product));
    assertStays(x, MatMul.of(x, weight(3, 3)).times(weight(3, 1)));
    assertStays(x, MatMul.of(x, weight(3, 3)).times(weight(3, 3)));
    assertStays(x, MatMul.of(x, weight(3, 3)).times(x));
    assertStays(x, MatMul.of(x, x).times(weight(3)));
    assertStays(x, MatMul.of(x, weight(3, 4)).reshape(4, 3).times(weight(3)));
  }

  @Test
  void programsThatUpdateVariablesStay() {
    Tensor x = input(2, 3);
    Tensor y = normalized(MatMul.of(x, weight(3, 3)), 3);
    Variable counter = variables.keySet().iterator().next();
    Program program = Program.of(List.of(x), List.of(y), Map.of(counter, ReadVariable.of(counter).plus(1)));
    assertSame(program, rewriter.rewrite(program));
  }

  private static Tensor input(int... sizes) {
    return Input.of("x", DType.FLOAT32, Shape.of(sizes));
  }

  private Tensor weight(int... sizes) {
    Variable variable = Variable.trainable("w" + variables.size(), DType.FLOAT32, Shape.of(sizes));
    variables.put(variable, numbers(variable.type().shape()));
    return ReadVariable.of(variable);
  }

  private NDArray numbers(Shape shape) {
    NDArray numbers = NDArray.zeros(DType.FLOAT32, shape);
    for (long i = 0; i < numbers.elementCount(); i++) {
      numbers.setDouble(i, 0.1 + random.nextDouble());
    }
    return numbers;
  }

  private Tensor convolution(Tensor x, int groups, int... kernel) {
    return Convolution.of(x, weight(kernel), ONE, ONE, ZERO, ZERO, groups);
  }

  private Tensor normalized(Tensor x, int... channels) {
    Tensor factor = Rsqrt.of(weight(channels)).times(weight(channels));
    return x.times(factor).plus(weight(channels).minus(weight(channels).times(factor)));
  }

  /// @param products how many kernels are scaled, each of which takes the place of a scaled result
  private void assertFolds(Tensor x, Tensor y, int products) {
    Program program = Program.of(List.of(x), List.of(y));
    Program rewritten = rewriter.rewrite(program);
    long scaledResults = rewritten.nodes().stream().filter(node -> node.op() instanceof Multiply && dependsOn(node, x)).count();
    assertEquals(0, scaledResults, rewritten::toString);
    long kernels = rewritten.nodes().stream().filter(node -> (node.op() instanceof Convolution || node.op() instanceof MatMul)
        && node.input(1).node().op() instanceof Multiply).count();
    assertEquals(products, kernels, rewritten::toString);
    NDArray input = numbers(x.shape());
    // Each factor is rounded once more, and sums of some dozen positive products are of their size.
    assertArrayEquals(new double[Math.toIntExact(y.shape().elementCount())], relativeDifferences(run(program, input), run(rewritten, input)), 1e-6);
  }

  private void assertStays(Tensor x, Tensor y) {
    Program program = Program.of(List.of(x), List.of(y));
    assertSame(program, rewriter.rewrite(program));
  }

  private static boolean dependsOn(Node node, Tensor x) {
    return node.inputs().stream().anyMatch(input -> input == x || dependsOn(input.node(), x));
  }

  private static double[] relativeDifferences(double[] expected, double[] actual) {
    double[] differences = new double[expected.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = (actual[i] - expected[i]) / expected[i];
    }
    return differences;
  }

  private double[] run(Program program, NDArray input) {
    ReferenceBackend backend = new ReferenceBackend();
    try (VariableStore store = backend.newStore()) {
      variables.forEach(store::put);
      try (Executable executable = backend.compile(program, store)) {
        return executable.run(List.of(input)).getFirst().toDoubles();
      }
    }
  }
}
