package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Convolution;
import org.sungu.graph.Divide;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.AveragePool;
import org.sungu.graph.composed.LogSumExp;
import org.sungu.graph.composed.MaxPool;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.GradientCheck;
import org.sungu.testkit.SampleArrays;

/// Gradients through whole functions: parts that are shared, stretched, stopped or not reached at all.
final class ComposedGradientTest {
  private static void check(Function<List<Tensor>, Tensor> function, NDArray... point) {
    GradientCheck check = GradientCheck.on(new ReferenceBackend());
    check.first(inputs -> List.of(function.apply(inputs)), List.of(point));
    check.second(inputs -> List.of(function.apply(inputs)), List.of(point));
  }

  @Test
  void softmaxAndItsRelatives() {
    NDArray x = SampleArrays.normal(DType.FLOAT64, 3, 5);
    check(inputs -> Softmax.of(inputs.getFirst(), -1), x);
    check(inputs -> LogSumExp.of(inputs.getFirst(), 0), x);
    check(inputs -> Mean.of(inputs.getFirst().squared(), 1), x);
  }

  /// The exponentials are divided once forward, and the backward pass has no division left.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theGradientOfASoftmaxFunctionNeedsItsValueOnly(int axis) {
    Tensor x = Input.of("x", DType.FLOAT64, Shape.of(3, 4, 5));
    Tensor weights = Input.of("weights", DType.FLOAT64, Shape.of(3, 4, 5));
    Tensor value = Softmax.of(x, axis);
    Tensor gradient = Gradient.of(ReduceSum.of(value.times(weights).squared()), List.of(x)).getFirst();
    Program program = Program.of(List.of(x, weights), List.of(value, gradient));
    Program simple = Rewrites.fast(_ -> false).verifying().rewrite(program);
    assertEquals(1, simple.nodes().stream().filter(node -> node.op() instanceof Divide).count());
    assertNear(program, simple, List.of(SampleArrays.normal(DType.FLOAT64, 3, 4, 5), SampleArrays.normal(DType.FLOAT64, 3, 4, 5)));
  }

  @Test
  void aSumOfRepeatedElementsIsOneProduct() {
    Tensor x = Input.of("x", DType.FLOAT64, Shape.of(3, 1, 5));
    Program program = Program.of(List.of(x), List.of(ReduceSum.of(Broadcast.of(x, Shape.of(6, 3, 4, 5)), 0, 2), ReduceSum.of(Broadcast.of(x, Shape.of(3, 4, 5)))));
    Program simple = Rewrites.fast(_ -> false).verifying().rewrite(program);
    assertEquals(0, simple.nodes().stream().filter(node -> node.op() instanceof Broadcast).count());
    assertNear(program, simple, List.of(SampleArrays.normal(DType.FLOAT64, 3, 1, 5)));
  }

  private static void assertNear(Program program, Program simple, List<NDArray> point) {
    List<NDArray> expected = run(program, point);
    List<NDArray> actual = run(simple, point);
    for (int output = 0; output < expected.size(); output++) {
      for (long i = 0; i < expected.get(output).elementCount(); i++) {
        // Numbers of about 1 to 16, rounded a few times.
        assertEquals(expected.get(output).getDouble(i), actual.get(output).getDouble(i), 0x1p-46);
      }
    }
  }

  private static List<NDArray> run(Program program, List<NDArray> point) {
    ReferenceBackend backend = new ReferenceBackend();
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(point);
    }
  }

  @Test
  void aNetworkOfTwoLayers() {
    check(inputs -> {
      Tensor hidden = Tanh.of(MatMul.of(inputs.get(0), inputs.get(1)).plus(inputs.get(2)));
      return Mean.of(Softmax.of(MatMul.of(hidden, inputs.get(3)), -1).squared());
    }, SampleArrays.normal(DType.FLOAT64, 4, 3), SampleArrays.normal(DType.FLOAT64, 3, 5), SampleArrays.normal(DType.FLOAT64, 5),
        SampleArrays.normal(DType.FLOAT64, 5, 2));
  }

  @Test
  void aNetworkOfConvolutionAndPooling() {
    Shape one = Shape.of(1, 1);
    Shape two = Shape.of(2, 2);
    Shape none = Shape.of(0, 0);
    check(inputs -> {
      Tensor convolved = Tanh.of(Convolution.of(inputs.get(0), inputs.get(1), one, one, one, none, 1));
      return MaxPool.of(convolved, two, two, none, none).plus(AveragePool.of(convolved.squared(), two, two, one, none));
    }, SampleArrays.normal(DType.FLOAT64, 1, 4, 4, 2), SampleArrays.normal(DType.FLOAT64, 2, 2, 2, 3));
  }

  @Test
  void sharedPartsAddUp() {
    check(inputs -> {
      Tensor shared = Tanh.of(inputs.getFirst());
      return shared.times(shared).plus(shared.dividedBy(shared.squared().plus(1)));
    }, SampleArrays.normal(DType.FLOAT64, 7));
  }

  @Test
  void stoppedAndUnreachedTargetsGetZeros() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(2));
    Tensor y = Input.of("y", DType.FLOAT32, Shape.of(3));
    Tensor loss = ReduceSum.of(StopGradient.of(x).squared());
    List<NDArray> gradients = evaluate(Gradient.of(loss, List.of(x, y)), x, y);
    assertEquals(List.of(NDArray.zeros(DType.FLOAT32, Shape.of(2)), NDArray.zeros(DType.FLOAT32, Shape.of(3))), gradients);
  }

  @Test
  void theLossAndWhatLiesBetweenMayBeTargets() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(2));
    Tensor square = x.squared();
    Tensor loss = ReduceSum.of(square.times(3));
    List<NDArray> gradients = evaluate(Gradient.of(loss, List.of(loss, square, x)), x);
    assertEquals(NDArray.scalar(1), gradients.get(0));
    assertEquals(NDArray.of(Shape.of(2), 3f, 3f), gradients.get(1));
    assertEquals(NDArray.of(Shape.of(2), 6f, 6f), gradients.get(2));
  }

  @Test
  void onlyFloatingScalarsHaveGradients() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(2));
    ShapeException error = assertThrows(ShapeException.class, () -> Gradient.of(x, List.of(x)));
    assertEquals("gradient of float32[2]; expected a floating scalar, take the mean or sum first", error.getMessage());
  }

  @Test
  void fusedProgramsSayThatTheyComeTooLate() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.SCALAR);
    Program fused = Rewrites.standard().rewrite(Program.of(List.of(x), List.of(Tanh.of(x.plus(1)))));
    UnsupportedOperationException error = assertThrows(UnsupportedOperationException.class, () -> Gradient.of(fused.outputs().getFirst(), List.of(x)));
    assertEquals("fusedPointwise has no gradient rule; differentiate the program before rewriting it", error.getMessage());
  }

  /// With 1s for every input.
  private static List<NDArray> evaluate(List<Tensor> outputs, Tensor... inputs) {
    ReferenceBackend backend = new ReferenceBackend();
    try (var store = backend.newStore(); var executable = backend.compile(Program.of(List.of(inputs), outputs), store)) {
      return executable.run(executable.program().inputs().stream().map(input -> NDArray.full(DType.FLOAT32, input.shape(), 1)).toList());
    }
  }
}
