package org.sungu.graph.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sungu.graph.Cast;
import org.sungu.graph.Constant;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Sign;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

final class PrinterTest {
  private static final String TEXT = """
      variable "dense/kernel" : float32[5,7] trainable
      %0 = input {label="x", type=float32[8,5]} : float32[8,5]
      %1 = readVariable {variable="dense/kernel"} : float32[5,7]
      %2 = matMul(%0, %1) {transposeA=false, transposeB=false} : float32[8,7]
      %3 = constant {value=float32[] [0.9]} : float32[]
      %4, %5 = fusedPointwise(%1, %3) {inputCount=2, steps=[multiply(0, 1), sign(2), cast(3) {target=int32}], results=[0, 2]} \
      : float32[5,7], int32[5,7]
      inputs %0
      outputs %2, %5
      update "dense/kernel" = %4
      """;

  private static Program program() {
    Variable kernel = Variable.trainable("dense/kernel", DType.FLOAT32, Shape.of(5, 7));
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(8, 5));
    Tensor weights = ReadVariable.of(kernel);
    FusedPointwise op = new FusedPointwise(2,
        List.of(new FusedPointwise.Step(new Multiply(), List.of(0, 1)), new FusedPointwise.Step(new Sign(), List.of(2)),
            new FusedPointwise.Step(new Cast(DType.INT32), List.of(3))),
        List.of(0, 2));
    Node fused = Node.of(op, List.of(weights, Constant.of(NDArray.scalar(0.9f))));
    return Program.of(List.of(x), List.of(MatMul.of(x, weights), fused.output(1)), Map.of(kernel, fused.output(0)));
  }

  @Test
  void everyNodeIsALine() {
    assertEquals(TEXT, Printer.print(program()));
  }

  @Test
  void textReadsBack() {
    Program parsed = Parser.parse(TEXT);
    Verifier.verify(parsed);
    assertEquals(TEXT, Printer.print(parsed));
    assertTrue(parsed.variables().getFirst().isTrainable());
  }

  @Test
  void namesAreQuoted() {
    String name = "a \"b\" \\ c\n\u0001ü";
    Tensor x = Input.of(name, DType.BOOL, Shape.SCALAR);
    Program parsed = Parser.parse(Printer.print(Program.of(List.of(x), List.of(x))));
    assertEquals(x.node().op(), parsed.inputs().getFirst().node().op());
  }

  @Test
  void constantsKeepEveryBit() {
    NDArray odd = NDArray.of(Shape.of(2), Float.intBitsToFloat(0x7FC00123), Float.intBitsToFloat(0xFFC00000));
    NDArray few = NDArray.of(Shape.of(7), 0.1f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 3.4028235e38f, 1e-38f);
    NDArray many = NDArray.zeros(DType.FLOAT64, Shape.of(1000));
    for (int i = 0; i < 1000; i++) {
      many.setDouble(i, Math.sqrt(i) - 7);
    }
    NDArray large = NDArray.of(Shape.of(2), Long.MIN_VALUE, Long.MAX_VALUE - 1);
    for (NDArray array : List.of(odd, few, many, large, few.cast(DType.BFLOAT16), many.cast(DType.FLOAT16), NDArray.of(Shape.of(2), true, false),
        NDArray.zeros(DType.INT8, Shape.of(0, 3)))) {
      Program parsed = Parser.parse(Printer.print(Program.of(List.of(), List.of(Constant.of(array)))));
      assertEquals(new Constant(array), parsed.outputs().getFirst().node().op());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "multiply(0, 1) | divide(0, 7) | fusedPointwise: got 7 as argument of Step[op=Divide[], arguments=[0, 7]]; expected one of the 2 so far",
      "%0 = input | %0 = output | unknown op 'output'; expected one of absolute, add",
      "outputs %2 | outputs %9 | line 8, column 11, at ', %5': %9 is not defined in front of its use",
      "float32[8,7] | float32[8,8] | matMul gives [float32[8,7]]; the text says [%2] : [float32[8,8]]",
      "transposeA=false | transposeA=maybe | line 4, column 33, at 'maybe, transposeB=fa': expected 'false'",
      "(%0, %1) | (%0) | matMul: got 1 inputs; expected 2",
      "update \"dense/kernel\" | update \"kernel\" | variable \"kernel\" is not declared; it is one of [dense/kernel]"
  })
  void mistakesAreLocated(String right, String wrong, String message) {
    assertTrue(TEXT.contains(right), right);
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Parser.parse(TEXT.replace(right, wrong)));
    assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
  }
}
