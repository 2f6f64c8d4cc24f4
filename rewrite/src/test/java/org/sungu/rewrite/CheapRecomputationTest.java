package org.sungu.rewrite;

import static org.sungu.rewrite.RewriteTesting.assertLeavesAlone;
import static org.sungu.rewrite.RewriteTesting.assertRewrites;

import org.junit.jupiter.api.Test;

final class CheapRecomputationTest {
  private static final String INPUTS = """
      %0 = input {label="x", type=float32[80,100]} : float32[80,100]
      %1 = input {label="b", type=float32[100]} : float32[100]
      %2 = constant {value=float32[] [0.5]} : float32[]
      """;

  @Test
  void aCheapValueIsComputedWhereItIsRead() {
    assertRewrites(new CheapRecomputation(), INPUTS + """
        %3, %4 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), multiply(3, 2), exp(4)], results=[1, 2]} \
        : float32[80,100], float32[80,100]
        %5 = reduceSum(%4) {axes=[1], keepAxes=true} : float32[80,1]
        %6 = fusedPointwise(%3, %5) {inputCount=2, steps=[multiply(0, 1), exp(2)], results=[1]} : float32[80,100]
        inputs %0, %1
        outputs %4, %6
        """, INPUTS + """
        %3 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), multiply(3, 2), exp(4)], results=[2]} : float32[80,100]
        %4 = reduceSum(%3) {axes=[1], keepAxes=true} : float32[80,1]
        %5 = fusedPointwise(%2, %0, %1, %4) {inputCount=4, steps=[add(1, 2), multiply(4, 0), multiply(5, 3), exp(6)], results=[3]} \
        : float32[80,100]
        inputs %0, %1
        outputs %3, %5
        """);
  }

  @Test
  void whatTakesTimeIsKept() {
    assertLeavesAlone(new CheapRecomputation(), INPUTS + """
        %3, %4 = fusedPointwise(%0, %1) {inputCount=2, steps=[add(0, 1), exp(2), exp(3)], results=[1, 2]} : float32[80,100], float32[80,100]
        %5 = reduceSum(%4) {axes=[1], keepAxes=true} : float32[80,1]
        %6 = fusedPointwise(%3, %5) {inputCount=2, steps=[multiply(0, 1), exp(2)], results=[1]} : float32[80,100]
        inputs %0, %1
        outputs %4, %6
        """);
  }

  @Test
  void whatOtherOpsReadIsKept() {
    assertLeavesAlone(new CheapRecomputation(), INPUTS + """
        %3, %4 = fusedPointwise(%0, %1) {inputCount=2, steps=[add(0, 1), exp(2)], results=[0, 1]} : float32[80,100], float32[80,100]
        %5 = reduceSum(%3) {axes=[1], keepAxes=true} : float32[80,1]
        %6 = fusedPointwise(%3, %5) {inputCount=2, steps=[multiply(0, 1), exp(2)], results=[1]} : float32[80,100]
        inputs %0, %1
        outputs %4, %6
        """);
  }

  @Test
  void whatIsAddedUpInColumnsIsComputedAgainElsewhere() {
    assertRewrites(new CheapRecomputation(), INPUTS + """
        %3 = add(%0, %1) : float32[80,100]
        %4 = reduceSum(%3) {axes=[0], keepAxes=false} : float32[100]
        %5 = fusedPointwise(%3, %4) {inputCount=2, steps=[multiply(0, 1), exp(2)], results=[1]} : float32[80,100]
        inputs %0, %1
        outputs %5
        """, """
        %0 = input {label="x", type=float32[80,100]} : float32[80,100]
        %1 = input {label="b", type=float32[100]} : float32[100]
        %2 = fusedPointwise(%0, %1) {inputCount=2, steps=[add(0, 1)], results=[0]} : float32[80,100]
        %3 = reduceSum(%2) {axes=[0], keepAxes=false} : float32[100]
        %4 = fusedPointwise(%0, %1, %3) {inputCount=3, steps=[add(0, 1), multiply(3, 2), exp(4)], results=[2]} : float32[80,100]
        inputs %0, %1
        outputs %4
        """);
  }

  @Test
  void whatComesFromOperandsThatAreReadAnywayIsNotRead() {
    assertRewrites(new CheapRecomputation(), INPUTS + """
        %3, %4 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), maximum(3, 2), exp(4)], results=[1, 2]} \
        : float32[80,100], float32[80,100]
        %5 = transpose(%3) {permutation=[1, 0]} : float32[100,80]
        %6 = fusedPointwise(%3, %0) {inputCount=2, steps=[multiply(0, 1), exp(2)], results=[1]} : float32[80,100]
        inputs %0, %1
        outputs %4, %5, %6
        """, INPUTS + """
        %3, %4 = fusedPointwise(%0, %1, %2) {inputCount=3, steps=[add(0, 1), maximum(3, 2), exp(4)], results=[1, 2]} \
        : float32[80,100], float32[80,100]
        %5 = transpose(%3) {permutation=[1, 0]} : float32[100,80]
        %6 = fusedPointwise(%2, %0, %1) {inputCount=3, steps=[add(1, 2), maximum(3, 0), multiply(4, 1), exp(5)], results=[3]} : float32[80,100]
        inputs %0, %1
        outputs %4, %5, %6
        """);
  }
}
