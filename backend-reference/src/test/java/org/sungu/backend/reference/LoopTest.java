package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;

import org.sungu.graph.Input;
import org.sungu.graph.Less;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Scan;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Slice;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Loop;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.GradientCheck;

/// Loops and their gradients against the same steps written one after the other.
final class LoopTest {
  private static final int STEPS = 4;
  private static final int ROWS = 3;
  private static final int UNITS = 2;
  /// Additions in another order.
  private static final double ROUNDING = 1e-13;

  /// Two carries; a weight, a bias and a factor from around the loop; a mask; one weight used twice.
  private static Loop.Step step(List<Tensor> around, List<Tensor> carries, List<Tensor> slices) {
    Tensor weight = around.get(3);
    Tensor z = MatMul.of(carries.get(0), weight).plus(around.get(4)).plus(slices.get(0));
    Tensor gate = Sigmoid.of(Slice.of(z, 1, 0, UNITS));
    Tensor c = gate.times(carries.get(1)).plus(Tanh.of(Slice.of(z, 1, UNITS, 2 * UNITS)).times(around.get(5)));
    Tensor twice = MatMul.of(c, Slice.of(weight, 1, 0, UNITS));
    Tensor h = Select.of(Less.of(slices.get(1), Constant.scalar(DType.FLOAT32, 0.2)), carries.get(0), Tanh.of(c).plus(twice));
    return new Loop.Step(List.of(h, c), List.of(h, z));
  }

  private static List<Tensor> inputs() {
    List<Tensor> inputs = new ArrayList<>();
    for (Shape shape : List.of(Shape.of(STEPS, ROWS, 2 * UNITS), Shape.of(ROWS, UNITS), Shape.of(ROWS, UNITS), Shape.of(UNITS, 2 * UNITS),
        Shape.of(2 * UNITS), Shape.SCALAR)) {
      inputs.add(Input.of("x" + inputs.size(), DType.FLOAT64, shape));
    }
    inputs.add(Input.of("mask", DType.FLOAT32, Shape.of(STEPS, ROWS, 1)));
    return inputs;
  }

  private static List<NDArray> numbers(List<Tensor> inputs) {
    Random random = new Random(3);
    return inputs.stream().map(input -> {
      NDArray array = NDArray.zeros(input.dtype(), input.shape());
      for (long i = 0; i < array.elementCount(); i++) {
        array.setDouble(i, random.nextGaussian());
      }
      return array;
    }).toList();
  }

  private static List<Tensor> looped(List<Tensor> inputs, boolean reversed) {
    Loop loop = Loop.of(STEPS, reversed, inputs.subList(1, 3), List.of(inputs.get(0), inputs.get(6)),
        (carries, slices) -> step(inputs, carries, slices));
    List<Tensor> results = new ArrayList<>(loop.carries());
    results.addAll(loop.values());
    return results;
  }

  private static List<Tensor> unrolled(List<Tensor> inputs, boolean reversed) {
    List<Tensor> carries = inputs.subList(1, 3);
    List<List<Tensor>> values = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < STEPS; i++) {
      int at = reversed ? STEPS - 1 - i : i;
      Loop.Step step = step(inputs, carries, List.of(slice(inputs.get(0), at), slice(inputs.get(6), at)));
      carries = step.carries();
      for (int j = 0; j < 2; j++) {
        Tensor value = step.values().get(j);
        values.get(j).add(reversed ? 0 : i, value.reshape(Shape.of(1).append(value.shape().toArray()).toArray()));
      }
    }
    List<Tensor> results = new ArrayList<>(carries);
    values.forEach(value -> results.add(Concatenate.of(value, 0)));
    return results;
  }

  private static Tensor slice(Tensor sequence, int index) {
    return Slice.of(sequence, 0, index, index + 1).reshape(sequence.shape().range(1, sequence.rank()).toArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLoopIsItsStepsOneAfterTheOther(boolean reversed) {
    List<Tensor> inputs = inputs();
    List<NDArray> numbers = numbers(inputs);
    assertClose(run(Program.of(inputs, unrolled(inputs, reversed)), numbers), run(Program.of(inputs, looped(inputs, reversed)), numbers));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsOfALoopAreThoseOfItsSteps(boolean reversed) {
    List<Tensor> inputs = inputs();
    List<NDArray> numbers = numbers(inputs);
    assertClose(run(gradients(inputs, unrolled(inputs, reversed)), numbers), run(gradients(inputs, looped(inputs, reversed)), numbers));
    Program rewritten = Rewrites.standard().verifying().rewrite(gradients(inputs, looped(inputs, reversed)));
    assertClose(run(gradients(inputs, unrolled(inputs, reversed)), numbers), run(rewritten, numbers));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void secondDerivativesOfALoopAreSlopesOfTheFirst(boolean reversed) {
    GradientCheck check = GradientCheck.on(new ReferenceBackend());
    List<NDArray> numbers = numbers(inputs());
    check.first(inputs -> looped(inputs, reversed), numbers);
    check.second(inputs -> looped(inputs, reversed), numbers);
  }

  private static Program gradients(List<Tensor> inputs, List<Tensor> results) {
    Tensor loss = ReduceSum.of(results.get(0).squared()).plus(ReduceSum.of(results.get(2))).plus(ReduceSum.of(results.get(3).squared()));
    return Program.of(inputs, Gradient.of(loss, inputs.subList(0, 6)));
  }

  @Test
  void aPredictionKeepsNothingForTheGradient() {
    List<Tensor> inputs = inputs();
    Program program = Program.of(inputs, looped(inputs, false).subList(0, 1));
    assertTrue(scan(program).outputs().size() > 10);
    Node scan = scan(Rewrites.standard().rewrite(program));
    assertEquals(2, scan.outputs().size());
    assertEquals(2, ((Scan) scan.op()).carries());
  }

  @Test
  void whatNobodyNeedsIsNotCarried() {
    Tensor x = Input.of("x", DType.FLOAT64, Shape.of(STEPS, ROWS));
    Tensor start = Input.of("start", DType.FLOAT64, Shape.of(ROWS));
    Loop loop = Loop.of(STEPS, false, List.of(start, start, start), List.of(x, x), (carries, slices) ->
        new Loop.Step(List.of(carries.get(0).plus(slices.get(0)), carries.get(1).times(2), carries.get(2).plus(carries.get(0))), List.of(slices.get(1))));
    Program program = Rewrites.standard().verifying().rewrite(Program.of(List.of(x, start), List.of(loop.carry(0), loop.value(0))));
    Scan scan = (Scan) scan(program).op();
    assertEquals(List.of(1, 1, 0, 1), List.of(scan.carries(), scan.sequences(), scan.captured(), scan.body().outputs().size()));
    assertEquals(x, program.outputs().get(1));
  }

  @Test
  void wrongTypesAreRefused() {
    Tensor x = Input.of("x", DType.FLOAT64, Shape.of(STEPS, ROWS));
    Tensor start = Input.of("start", DType.FLOAT64, Shape.of(ROWS));
    ShapeException steps = assertThrows(ShapeException.class,
        () -> Loop.of(3, false, List.of(start), List.of(x), (carries, _) -> new Loop.Step(carries, List.of())));
    assertEquals("loop: got sequence float64[4,3]; expected 3 steps along the first axis", steps.getMessage());
    ShapeException carry = assertThrows(ShapeException.class, () -> Loop.of(STEPS, false, List.of(start), List.of(x),
        (carries, _) -> new Loop.Step(List.of(ReduceSum.of(carries.get(0))), List.of())));
    assertEquals("scan: carry 0 is float64[3] in front of a step and float64[] behind it; expected the same", carry.getMessage());
  }

  private static Node scan(Program program) {
    return program.nodes().stream().filter(node -> node.op() instanceof Scan).findFirst().orElseThrow();
  }

  private static List<NDArray> run(Program program, List<NDArray> numbers) {
    ReferenceBackend backend = new ReferenceBackend();
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      return executable.run(numbers);
    }
  }

  private static void assertClose(List<NDArray> expected, List<NDArray> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).shape(), actual.get(i).shape());
      for (long j = 0; j < expected.get(i).elementCount(); j++) {
        double wanted = expected.get(i).getDouble(j);
        assertEquals(wanted, actual.get(i).getDouble(j), ROUNDING * Math.max(1, Math.abs(wanted)), "output " + i + ", element " + j);
      }
    }
  }
}
