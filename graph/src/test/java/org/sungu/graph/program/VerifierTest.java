package org.sungu.graph.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sungu.graph.Exp;
import org.sungu.graph.Input;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

final class VerifierTest {
  private final Tensor x = Input.of("x", DType.FLOAT32, Shape.of(3));

  @Test
  void soundProgramsPass() {
    Verifier.verify(Program.of(List.of(x), List.of(Exp.of(x).plus(x))));
  }

  @Test
  void inputsMustBeDeclared() {
    assertFails("input 'x' float32[3] is read but not declared; add it to the program's inputs", Program.of(List.of(), List.of(Exp.of(x))));
  }

  @Test
  void inputsAreDeclaredOnce() {
    assertFails("program input input float32[3] is declared twice; expected each input once", Program.of(List.of(x, x), List.of(x)));
  }

  @Test
  void variablesHaveNamesOfTheirOwn() {
    Tensor a = ReadVariable.of(Variable.state("w", DType.FLOAT32, Shape.of(3)));
    Tensor b = ReadVariable.of(Variable.state("w", DType.FLOAT32, Shape.of(2)));
    assertFails("two variables are named 'w' (float32[3] and float32[2]); expected one Variable object for each name",
        Program.of(List.of(), List.of(a, b)));
  }

  private static void assertFails(String message, Program program) {
    assertEquals(message, assertThrows(IllegalStateException.class, () -> Verifier.verify(program)).getMessage());
  }
}
