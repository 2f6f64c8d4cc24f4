package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Maximum;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.MaxPool;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.PoolingBeforePointwise;
import org.sungu.rewrite.Rewriter;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A bias and an activation behind pooling instead of in front of it.
final class PoolingBeforePointwiseTest {
  private static final Shape NONE = Shape.of(0, 0);

  private final Rewriter rewriter = Rewriter.of(List.of(new PoolingBeforePointwise())).verifying();

  private static Tensor input(String name, int... sizes) {
    return Input.of(name, DType.FLOAT32, Shape.of(sizes));
  }

  private static Tensor number(double value) {
    return Constant.of(NDArray.full(DType.FLOAT32, Shape.of(), value));
  }

  private static Tensor pooled(Tensor x) {
    return MaxPool.of(x, Shape.of(2, 3), Shape.of(2, 2), NONE, Shape.of(1, 1));
  }

  @Test
  void biasAndActivation() {
    Tensor x = input("x", 2, 7, 8, 3);
    Tensor bias = input("b", 3);
    assertMoves(pooled(Maximum.of(x.plus(bias), number(0))), x, bias);
    assertMoves(pooled(Maximum.of(number(0.5), bias.plus(x))), x, bias);
    Tensor row = input("b", 1, 1, 1, 3);
    assertMoves(pooled(row.plus(x)), x, row);
  }

  /// As far as nothing else reads what is in between.
  @Test
  void partOfIt() {
    Tensor x = input("x", 1, 4, 4, 3);
    Tensor bias = input("b", 3);
    Tensor sum = x.plus(bias);
    Program program = Program.of(List.of(x, bias), List.of(pooled(Maximum.of(sum, number(0))), sum));
    Program rewritten = rewriter.rewrite(program);
    PickMaximum pooling = (PickMaximum) rewritten.nodes().stream().filter(node -> node.op() instanceof PickMaximum).findFirst().orElseThrow().op();
    assertEquals(Shape.of(2, 3), pooling.window());
    assertSame(sum, rewritten.outputs().getLast());
    assertSame(sum, rewritten.nodes().stream().filter(node -> node.op() instanceof PickMaximum).findFirst().orElseThrow().input(0));
    assertSameNumbers(program, rewritten);
  }

  /// Something else reads the activation, the bias differs from place to place, the op turns the order round, or other numbers are the keys.
  @Test
  void whatOnlyLooksAlikeStays() {
    Tensor x = input("x", 1, 4, 4, 4);
    Tensor bias = input("b", 4);
    Tensor active = Maximum.of(x.plus(bias), number(0));
    assertStays(x, bias, pooled(active), active);
    assertStays(x, bias, pooled(x.plus(bias.reshape(4, 1))));
    assertStays(x, bias, pooled(x.times(bias)));
    assertStays(x, bias, pooled(bias.minus(x)));
    Tensor sum = x.plus(bias);
    assertStays(x, bias, PickMaximum.of(sum, x, Shape.of(2, 2), Shape.of(2, 2), NONE, NONE));
  }

  private void assertStays(Tensor x, Tensor bias, Tensor... outputs) {
    Program program = Program.of(List.of(x, bias), List.of(outputs));
    assertSame(program, rewriter.rewrite(program));
  }

  private void assertMoves(Tensor output, Tensor x, Tensor bias) {
    Program program = Program.of(List.of(x, bias), List.of(output));
    Program rewritten = rewriter.rewrite(program);
    assertSame(x, rewritten.nodes().stream().filter(node -> node.op() instanceof PickMaximum).findFirst().orElseThrow().input(0), rewritten::toString);
    assertSameNumbers(program, rewritten);
  }

  private static void assertSameNumbers(Program program, Program rewritten) {
    Random random = new Random(3);
    List<NDArray> values = program.inputs().stream().map(input -> {
      NDArray numbers = NDArray.zeros(DType.FLOAT32, input.shape());
      for (long i = 0; i < numbers.elementCount(); i++) {
        numbers.setDouble(i, random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian());
      }
      return numbers;
    }).toList();
    assertArrayEquals(run(program, values), run(rewritten, values));
  }

  private static double[] run(Program program, List<NDArray> inputs) {
    ReferenceBackend backend = new ReferenceBackend();
    try (VariableStore store = backend.newStore(); Executable executable = backend.compile(program, store)) {
      return executable.run(inputs).getFirst().toDoubles();
    }
  }
}
