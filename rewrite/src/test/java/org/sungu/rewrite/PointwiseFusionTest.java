package org.sungu.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sungu.rewrite.RewriteTesting.assertLeavesAlone;
import static org.sungu.rewrite.RewriteTesting.assertRewrites;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sungu.graph.Exp;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

final class PointwiseFusionTest {
  private static final String INPUTS = """
      %0 = input {label="x", type=float32[20,30]} : float32[20,30]
      %1 = input {label="b", type=float32[30]} : float32[30]
      %2 = constant {value=float32[] [0.0]} : float32[]
      """;

  @Test
  void biasAndReluAreOne() {
    assertRewrites(new PointwiseFusion(), INPUTS + """
        %3 = add(%0, %1) : float32[20,30]
        %4 = maximum(%3, %2) : float32[20,30]
        inputs %0, %1
        outputs %4
        """, INPUTS + """
        %3 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), maximum(3, 2)], results=[1]} : float32[20,30]
        inputs %0, %1
        outputs %3
        """);
  }

  @Test
  void whatOthersReadIsAResult() {
    assertRewrites(new PointwiseFusion(), INPUTS + """
        %3 = add(%0, %1) : float32[20,30]
        %4 = maximum(%3, %2) : float32[20,30]
        %5 = reduceSum(%3) {axes=[0, 1], keepAxes=false} : float32[]
        inputs %0, %1
        outputs %4, %5
        """, INPUTS + """
        %3, %4 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), maximum(3, 2)], results=[0, 1]} \
        : float32[20,30], float32[20,30]
        %5 = reduceSum(%3) {axes=[0, 1], keepAxes=false} : float32[]
        inputs %0, %1
        outputs %4, %5
        """);
  }

  /// x → exp → sum → (exp - sum) must not put both sides of the sum in one node.
  @Test
  void noCycleThroughAReduction() {
    assertLeavesAlone(new PointwiseFusion(), """
        %0 = input {label="x", type=float32[20,30]} : float32[20,30]
        %1 = exp(%0) : float32[20,30]
        %2 = reduceSum(%1) {axes=[1], keepAxes=true} : float32[20,1]
        %3 = subtract(%1, %2) : float32[20,30]
        inputs %0
        outputs %3
        """);
  }

  /// Two shapes that take turns: the row's computation lies between two of the matrix, so those stay apart.
  @Test
  void noCycleThroughAnotherShape() {
    assertLeavesAlone(new PointwiseFusion(), """
        %0 = input {label="x", type=float32[20,30]} : float32[20,30]
        %1 = exp(%0) : float32[20,30]
        %2 = reduceMax(%1) {axes=[0], keepAxes=false} : float32[30]
        %3 = sqrt(%2) : float32[30]
        %4 = multiply(%1, %3) : float32[20,30]
        inputs %0
        outputs %4
        """);
  }

  /// The product of the old moment waits for the gradient, which a matrix product computes.
  @Test
  void operandsSinkToTheNodeThatNeedsThem() {
    String before = """
        variable "m" : float32[30,30]
        %0 = input {label="x", type=float32[20,30]} : float32[20,30]
        %1 = readVariable {variable="m"} : float32[30,30]
        %2 = constant {value=float32[] [0.9]} : float32[]
        %3 = multiply(%1, %2) : float32[30,30]
        %4 = matMul(%0, %0) {transposeA=true, transposeB=false} : float32[30,30]
        %5 = add(%3, %4) : float32[30,30]
        inputs %0
        outputs
        update "m" = %5
        """;
    String after = """
        variable "m" : float32[30,30]
        %0 = input {label="x", type=float32[20,30]} : float32[20,30]
        %1 = readVariable {variable="m"} : float32[30,30]
        %2 = constant {value=float32[] [0.9]} : float32[]
        %3 = matMul(%0, %0) {transposeA=true, transposeB=false} : float32[30,30]
        %4 = fusedPointwise(%1, %2, %3) {inputCount=3, steps=[multiply(0, 1), add(3, 2)], results=[1]} : float32[30,30]
        inputs %0
        outputs
        update "m" = %4
        """;
    assertRewrites(new PointwiseFusion(), before, after);
  }

  @Test
  void smallNodesFuseWithoutReadingFromEachOther() {
    assertRewrites(new PointwiseFusion(), """
        %0 = input {label="a", type=float32[]} : float32[]
        %1 = input {label="b", type=float32[]} : float32[]
        %2 = exp(%0) : float32[]
        %3 = sqrt(%1) : float32[]
        inputs %0, %1
        outputs %2, %3
        """, """
        %0 = input {label="a", type=float32[]} : float32[]
        %1 = input {label="b", type=float32[]} : float32[]
        %2, %3 = fusedPointwise(%0, %1) {inputCount=2, steps=[exp(0), sqrt(1)], results=[0, 1]} : float32[], float32[]
        inputs %0, %1
        outputs %2, %3
        """);
  }

  @Test
  void unsupportedNodesStayOut() {
    assertLeavesAlone(new PointwiseFusion(node -> !(node.op() instanceof Exp)), """
        %0 = input {label="x", type=float32[20,30]} : float32[20,30]
        %1 = exp(%0) : float32[20,30]
        %2 = negate(%1) : float32[20,30]
        inputs %0
        outputs %2
        """);
  }

  @Test
  void longChainsAreCut() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(100));
    Tensor value = x;
    for (int i = 0; i < 200; i++) {
      value = Exp.of(value);
    }
    List<Integer> lengths = fusedLengths(Program.of(List.of(x), List.of(value)));
    assertEquals(List.of(64, 64, 64, 8), lengths);
  }

  @Test
  void sumsOfManyArraysAreCut() {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      inputs.add(Input.of("x" + i, DType.FLOAT32, Shape.of(100)));
    }
    Tensor sum = inputs.stream().reduce(Tensor::plus).orElseThrow();
    Program rewritten = Rewrites.standard().verifying().rewrite(Program.of(inputs, List.of(sum)));
    for (Node node : rewritten.nodes()) {
      assertTrue(node.inputs().size() <= 16, node.toString());
    }
    assertEquals(49, fusedLengths(rewritten).stream().mapToInt(Integer::intValue).sum());
  }

  private static List<Integer> fusedLengths(Program program) {
    List<Integer> lengths = new ArrayList<>();
    for (Node node : Rewrites.standard().verifying().rewrite(program).nodes()) {
      if (node.op() instanceof FusedPointwise fused) {
        lengths.add(fused.steps().size());
      }
    }
    return lengths;
  }
}
