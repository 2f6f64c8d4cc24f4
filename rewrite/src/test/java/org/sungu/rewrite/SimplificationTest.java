package org.sungu.rewrite;

import static org.sungu.rewrite.RewriteTesting.assertLeavesAlone;
import static org.sungu.rewrite.RewriteTesting.assertRewrites;
import static org.sungu.rewrite.RewriteTesting.ofShape;
import static org.sungu.rewrite.RewriteTesting.ofX;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule that makes a program smaller, before and after.
final class SimplificationTest {
  private static final String ONE = "%1 = constant {value=float32[] [1.0]} : float32[]\n";

  @Test
  void stopGradientGoes() {
    assertRewrites(new StopGradientRemoval(),
        ofX("%1 = stopGradient(%0) : float32[2,3]\n%2 = exp(%1) : float32[2,3]\n", "%2"),
        ofX("%1 = exp(%0) : float32[2,3]\n", "%1"));
  }

  @Test
  void piecesThatZerosWereAddedToAreJoined() {
    String pads = """
        %1 = pad(%0) {low=[0, 0], high=[0, 6], interior=[0, 0], value=0.0} : float32[2,9]
        %2 = pad(%0) {low=[0, 6], high=[0, 0], interior=[0, 0], value=0.0} : float32[2,9]
        %3 = pad(%0) {low=[0, 3], high=[0, 3], interior=[0, 0], value=0.0} : float32[2,9]
        %4 = add(%1, %2) : float32[2,9]
        """;
    assertRewrites(new DisjointPadsIntoConcatenate(), ofX(pads + "%5 = add(%4, %3) : float32[2,9]\n", "%5"),
        ofX("%1 = concatenate(%0, %0, %0) {axis=1} : float32[2,9]\n", "%1"));
    assertLeavesAlone(new DisjointPadsIntoConcatenate(), ofX(pads, "%4"));
    assertLeavesAlone(new DisjointPadsIntoConcatenate(), ofX(pads.replace("low=[0, 6], high=[0, 0]", "low=[0, 5], high=[0, 1]")
        + "%5 = add(%4, %3) : float32[2,9]\n", "%5"));
    assertLeavesAlone(new DisjointPadsIntoConcatenate(), ofX(pads.replace("0.0}", "1.0}") + "%5 = add(%4, %3) : float32[2,9]\n", "%5"));
  }

  @Test
  void aSumOfRepeatedElementsIsAProduct() {
    assertRewrites(new SumOfRepeatedElements(), ofX("""
        %1 = reshape(%0) {shape=[2,1,3]} : float32[2,1,3]
        %2 = broadcast(%1) {shape=[2,5,3]} : float32[2,5,3]
        %3 = reduceSum(%2) {axes=[0, 1], keepAxes=false} : float32[3]
        """, "%3"), ofX("""
        %1 = reshape(%0) {shape=[2,1,3]} : float32[2,1,3]
        %2 = reduceSum(%1) {axes=[0, 1], keepAxes=false} : float32[3]
        %3 = constant {value=float32[] [5.0]} : float32[]
        %4 = multiply(%2, %3) : float32[3]
        """, "%4"));
    assertRewrites(new SumOfRepeatedElements(), ofX("""
        %1 = broadcast(%0) {shape=[4,2,3]} : float32[4,2,3]
        %2 = reduceSum(%1) {axes=[0], keepAxes=true} : float32[1,2,3]
        """, "%2"), ofX("""
        %1 = reshape(%0) {shape=[1,2,3]} : float32[1,2,3]
        %2 = reduceSum(%1) {axes=[0], keepAxes=true} : float32[1,2,3]
        %3 = constant {value=float32[] [4.0]} : float32[]
        %4 = multiply(%2, %3) : float32[1,2,3]
        """, "%4"));
    assertLeavesAlone(new SumOfRepeatedElements(), ofX("""
        %1 = broadcast(%0) {shape=[4,2,3]} : float32[4,2,3]
        %2 = reduceSum(%1) {axes=[1], keepAxes=false} : float32[4,3]
        """, "%2"));
  }

  @Test
  void deviationsFromAMeanAddUpToNothing() {
    String deviation = """
        %1 = reduceSum(%0) {axes=[0], keepAxes=false} : float32[3]
        %2 = constant {value=float32[] [0.5]} : float32[]
        %3 = multiply(%1, %2) : float32[3]
        %4 = subtract(%0, %3) : float32[2,3]
        %5 = exp(%1) : float32[3]
        %6 = multiply(%5, %4) : float32[2,3]
        %7 = add(%6, %6) : float32[2,3]
        %8 = negate(%7) : float32[2,3]
        """;
    assertRewrites(new SumOfDeviations(), ofX(deviation + "%9 = reduceSum(%8) {axes=[0], keepAxes=false} : float32[3]\n", "%9"), ofX("""
        %1 = constant {value=float32[] [0.0]} : float32[]
        %2 = broadcast(%1) {shape=[3]} : float32[3]
        """, "%2"));
    // Along another axis, of squares, with another share, and with factors that differ along the axis.
    assertLeavesAlone(new SumOfDeviations(), ofX(deviation + "%9 = reduceSum(%8) {axes=[1], keepAxes=false} : float32[2]\n", "%9"));
    assertLeavesAlone(new SumOfDeviations(), ofX(deviation.replace("multiply(%5, %4)", "multiply(%4, %4)")
        + "%9 = reduceSum(%8) {axes=[0], keepAxes=false} : float32[3]\n", "%9"));
    assertLeavesAlone(new SumOfDeviations(), ofX(deviation.replace("[0.5]", "[0.25]") + "%9 = reduceSum(%8) {axes=[0], keepAxes=false} : float32[3]\n", "%9"));
    assertLeavesAlone(new SumOfDeviations(), ofX(deviation.replace("multiply(%5, %4)", "multiply(%0, %4)")
        + "%9 = reduceSum(%8) {axes=[0], keepAxes=false} : float32[3]\n", "%9"));
  }

  @Test
  void zerosAroundAPictureAreTheWindowsOwn() {
    String kernel = "%1 = constant {value=float32[3,1,1] [1.0, 2.0, 3.0]} : float32[3,1,1]\n";
    String convolution = " = convolution(%s, %%1) {strides=[2], dilation=[1], low=%s, high=%s, groups=1} : float32[2,%d,1]\n";
    String pad = kernel + "%2 = pad(%0) {low=[0, 1, 0], high=[0, 2, 0], interior=[0, 0, 0], value=0.0} : float32[2,8,1]\n";
    String padded = pad + "%3" + convolution.formatted("%2", "[1]", "[0]", 4);
    assertRewrites(new PadIntoWindows(), ofShape("[2,5,1]", padded, "%3"), ofShape("[2,5,1]", kernel + "%2" + convolution.formatted("%0", "[2]", "[2]", 4), "%2"));
    assertLeavesAlone(new PadIntoWindows(), ofShape("[2,5,1]", padded.replace("value=0.0", "value=1.0"), "%3"));
    assertLeavesAlone(new PadIntoWindows(), ofShape("[2,2,1]", padded.replace("interior=[0, 0, 0]", "interior=[0, 3, 0]"), "%3"));
    assertLeavesAlone(new PadIntoWindows(), ofShape("[1,6,1]", padded.replace("low=[0, 1, 0], high=[0, 2, 0]", "low=[0, 1, 0], high=[1, 1, 0]"), "%3"));
  }

  @Test
  void zerosAroundNumbersThatAreNotNegativeDoNotMakeTheLargestOne() {
    String rectified = "%1 = constant {value=float32[] [0.0]} : float32[]\n%2 = maximum(%0, %1) : float32[2,5,1]\n";
    String pad = "%3 = pad(%2) {low=[0, 1, 0], high=[0, 2, 0], interior=[0, 0, 0], value=0.0} : float32[2,8,1]\n";
    String windows = " = pickMaximum(%s, %s) {window=[3], strides=[1], low=[%d], high=[%d]} : float32[2,%d,1]\n";
    String padded = rectified + pad + "%4" + windows.formatted("%3", "%3", 1, 0, 7);
    assertRewrites(new PadIntoWindows(), ofShape("[2,5,1]", padded, "%4"), ofShape("[2,5,1]", rectified + "%3" + windows.formatted("%2", "%2", 2, 2, 7), "%3"));
    // All of the last window would be padding.
    assertLeavesAlone(new PadIntoWindows(), ofShape("[2,5,1]", rectified + pad + "%4" + windows.formatted("%3", "%3", 1, 1, 8), "%4"));
    assertLeavesAlone(new PadIntoWindows(), ofShape("[2,5,1]", padded.replace("[0.0]", "[-1.0]"), "%4"));
  }

  @Test
  void castToSameTypeGoes() {
    assertRewrites(new CastToSameType(), ofX("%1 = cast(%0) {target=float32} : float32[2,3]\n", "%1"), ofX("", "%0"));
    assertLeavesAlone(new CastToSameType(), ofX("%1 = cast(%0) {target=float64} : float64[2,3]\n", "%1"));
  }

  @Test
  void castsThereAndBackGoWhereNothingIsRounded() {
    String wider = "%1 = cast(%0) {target=float64} : float64[2,3]\n%2 = cast(%1) {target=float32} : float32[2,3]\n";
    assertRewrites(new CastThereAndBack(), ofX(wider, "%2"), ofX("", "%0"));
    for (String type : List.of("bfloat16", "float16", "int32", "bool")) {
      String narrower = "%1 = cast(%0) {target=" + type + "} : " + type + "[2,3]\n%2 = cast(%1) {target=float32} : float32[2,3]\n";
      assertLeavesAlone(new CastThereAndBack(), ofX(narrower, "%2"));
    }
  }

  @ParameterizedTest
  @CsvSource({"multiply, 1.0, true", "multiply, 1.0, false", "divide, 1.0, true", "power, 1.0, true", "subtract, 0.0, true", "add, -0.0, true",
      "add, -0.0, false"})
  void neutralOperandsGo(String op, String value, boolean right) {
    String constant = "%1 = constant {value=float32[] [" + value + "]} : float32[]\n";
    assertRewrites(new NeutralOperand(), ofX(constant + "%2 = " + op + (right ? "(%0, %1)" : "(%1, %0)") + " : float32[2,3]\n", "%2"), ofX("", "%0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"add(%0, %1)", "divide(%1, %0)", "subtract(%1, %0)"})
  void whatOnlyLooksNeutralStays(String call) {
    assertLeavesAlone(new NeutralOperand(), ofX("%1 = constant {value=float32[] [0.0]} : float32[]\n%2 = " + call + " : float32[2,3]\n", "%2"));
  }

  @Test
  void neutralOperandThatStretchesStays() {
    assertLeavesAlone(new NeutralOperand(),
        ofShape("[]", "%1 = constant {value=float32[1] [1.0]} : float32[1]\n%2 = multiply(%0, %1) : float32[1]\n", "%2"));
  }

  @Test
  void squaresAreProducts() {
    assertRewrites(new NeutralOperand(),
        ofX("%1 = constant {value=float32[] [2.0]} : float32[]\n%2 = power(%0, %1) : float32[2,3]\n", "%2"),
        ofX("%1 = multiply(%0, %0) : float32[2,3]\n", "%1"));
  }

  @Test
  void doubleNegationGoes() {
    assertRewrites(new DoubleNegation(), ofX("%1 = negate(%0) : float32[2,3]\n%2 = negate(%1) : float32[2,3]\n", "%2"), ofX("", "%0"));
    assertLeavesAlone(new DoubleNegation(), ofX("%1 = negate(%0) : float32[2,3]\n", "%1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "add(%0, %2) | subtract(%0, %1)", "add(%2, %0) | subtract(%0, %1)", "subtract(%0, %2) | add(%0, %1)"})
  void negationsBecomePartOfSums(String before, String after) {
    String y = "%1 = exp(%0) : float32[2,3]\n";
    assertRewrites(new NegationIntoSum(),
        ofX(y + "%2 = negate(%1) : float32[2,3]\n%3 = " + before + " : float32[2,3]\n", "%3"),
        ofX(y + "%2 = " + after + " : float32[2,3]\n", "%2"));
  }

  @Test
  void constantsAreFolded() {
    assertRewrites(new ConstantFolding(),
        ofX(ONE + "%2 = add(%1, %1) : float32[]\n%3 = multiply(%2, %2) : float32[]\n%4 = multiply(%0, %3) : float32[2,3]\n", "%4"),
        ofX("%1 = constant {value=float32[] [4.0]} : float32[]\n%2 = multiply(%0, %1) : float32[2,3]\n", "%2"));
    assertRewrites(new ConstantFolding(),
        "%0 = iota {type=int32[3], axis=0} : int32[3]\n%1 = reshape(%0) {shape=[3,1]} : int32[3,1]\ninputs\noutputs %1\n",
        "%0 = constant {value=int32[3,1] [0, 1, 2]} : int32[3,1]\ninputs\noutputs %0\n");
  }

  @Test
  void whatWouldGrowIsNotFolded() {
    assertLeavesAlone(new ConstantFolding(), "%0 = iota {type=int32[5000], axis=0} : int32[5000]\ninputs\noutputs %0\n");
    assertLeavesAlone(new ConstantFolding(),
        "%0 = constant {value=float32[] [1.0]} : float32[]\n%1 = broadcast(%0) {shape=[7]} : float32[7]\ninputs\noutputs %1\n");
  }

  @Test
  void broadcastsMoveBehindPointwise() {
    String row = "%1 = constant {value=float32[3] [1.0, 2.0, 3.0]} : float32[3]\n";
    assertRewrites(new BroadcastBehindPointwise(),
        ofX(row + "%2 = broadcast(%1) {shape=[2,3]} : float32[2,3]\n%3 = add(%0, %2) : float32[2,3]\n", "%3"),
        ofX(row + "%2 = add(%0, %1) : float32[2,3]\n", "%2"));
    assertRewrites(new BroadcastBehindPointwise(),
        ofX(row + "%2 = broadcast(%1) {shape=[2,3]} : float32[2,3]\n%3 = exp(%2) : float32[2,3]\n", "%3"),
        ofX(row + "%2 = exp(%1) : float32[3]\n%3 = broadcast(%2) {shape=[2,3]} : float32[2,3]\n", "%3"));
    assertRewrites(new BroadcastBehindPointwise(),
        ofX(row + "%2 = reshape(%1) {shape=[1,3]} : float32[1,3]\n%3 = add(%0, %2) : float32[2,3]\n", "%3"),
        ofX(row + "%2 = add(%0, %1) : float32[2,3]\n", "%2"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "reshape(%0) {shape=[6]} : float32[6] | reshape(%1) {shape=[3,2]} : float32[3,2] | reshape(%0) {shape=[3,2]} : float32[3,2]",
      "reshape(%0) {shape=[6]} : float32[6] | reshape(%1) {shape=[2,3]} : float32[2,3] | ''",
      "transpose(%0) {permutation=[1, 0]} : float32[3,2] | transpose(%1) {permutation=[1, 0]} : float32[2,3] | ''",
      "broadcast(%0) {shape=[4,2,3]} : float32[4,2,3] | broadcast(%1) {shape=[5,4,2,3]} : float32[5,4,2,3]"
          + " | broadcast(%0) {shape=[5,4,2,3]} : float32[5,4,2,3]",
      "reverse(%0) {axis=1} : float32[2,3] | reverse(%1) {axis=1} : float32[2,3] | ''",
      "concatenate(%0) {axis=0} : float32[2,3] | slice(%1) {start=[0,0], size=[2,3], step=[1,1]} : float32[2,3] | ''",
      "pad(%0) {low=[0,0], high=[0,0], interior=[0,0], value=0.0} : float32[2,3] | transpose(%1) {permutation=[0, 1]} : float32[2,3] | ''"
  })
  void movementsCompose(String first, String second, String both) {
    String after = both.isEmpty() ? ofX("", "%0") : ofX("%1 = " + both + "\n", "%1");
    assertRewrites(new MovementComposition(), ofX("%1 = " + first + "\n%2 = " + second + "\n", "%2"), after);
  }

  @Test
  void transposeOfOneColumnIsAReshape() {
    assertRewrites(new MovementComposition(),
        ofShape("[5,1]", "%1 = transpose(%0) {permutation=[1, 0]} : float32[1,5]\n", "%1"),
        ofShape("[5,1]", "%1 = reshape(%0) {shape=[1,5]} : float32[1,5]\n", "%1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"reshape(%1) {shape=[3,2]} | [3,2]", "transpose(%1) {permutation=[1, 0]} | [3,2]",
      "slice(%1) {start=[0,1], size=[2,1], step=[1,1]} | [2,1]", "reverse(%1) {axis=0} | [2,3]"})
  void movedSingleValuesAreOnlySpread(String movement, String shape) {
    String type = " : float32" + shape + "\n";
    assertRewrites(new MovementOfOneValue(),
        ofShape("[]", "%1 = broadcast(%0) {shape=[2,3]} : float32[2,3]\n%2 = " + movement + type, "%2"),
        ofShape("[]", "%1 = broadcast(%0) {shape=" + shape + "}" + type, "%1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduceSum", "reduceMax"})
  void reductionOfOneElementIsAReshape(String op) {
    assertRewrites(new ReductionOfOneElement(),
        ofShape("[5,1]", "%1 = " + op + "(%0) {axes=[1], keepAxes=false} : float32[5]\n", "%1"),
        ofShape("[5,1]", "%1 = reshape(%0) {shape=[5]} : float32[5]\n", "%1"));
    assertLeavesAlone(new ReductionOfOneElement(), ofX("%1 = " + op + "(%0) {axes=[1], keepAxes=false} : float32[2]\n", "%1"));
  }

  @Test
  void transposesBecomeFlags() {
    assertRewrites(new TransposeIntoMatMul(),
        ofX("%1 = transpose(%0) {permutation=[1, 0]} : float32[3,2]\n%2 = matMul(%1, %0) {transposeA=false, transposeB=false} : float32[3,3]\n", "%2"),
        ofX("%1 = matMul(%0, %0) {transposeA=true, transposeB=false} : float32[3,3]\n", "%1"));
    assertRewrites(new TransposeIntoMatMul(),
        ofX("%1 = transpose(%0) {permutation=[1, 0]} : float32[3,2]\n%2 = matMul(%0, %1) {transposeA=false, transposeB=false} : float32[2,2]\n", "%2"),
        ofX("%1 = matMul(%0, %0) {transposeA=false, transposeB=true} : float32[2,2]\n", "%1"));
  }

  @Test
  void equalExpressionsAreOne() {
    assertRewrites(new CommonSubexpressions(),
        ofX("%1 = exp(%0) : float32[2,3]\n%2 = exp(%0) : float32[2,3]\n%3 = multiply(%1, %2) : float32[2,3]\n", "%3"),
        ofX("%1 = exp(%0) : float32[2,3]\n%2 = multiply(%1, %1) : float32[2,3]\n", "%2"));
  }

  @Test
  void drawsOfOtherStreamsStayApart() {
    String seed = "%0 = constant {value=int64[] [7]} : int64[]\n";
    String first = "%1 = randomUniform(%0, %0) {shape=[3], stream=1} : float32[3]\n";
    String end = "%3 = add(%1, %2) : float32[3]\ninputs\noutputs %3\n";
    assertLeavesAlone(new CommonSubexpressions(), seed + first + "%2 = randomUniform(%0, %0) {shape=[3], stream=2} : float32[3]\n" + end);
    assertRewrites(new CommonSubexpressions(),
        seed + first + "%2 = randomUniform(%0, %0) {shape=[3], stream=1} : float32[3]\n" + end,
        seed + first + "%2 = add(%1, %1) : float32[3]\ninputs\noutputs %2\n");
  }

  @Test
  void inputsStayApart() {
    assertLeavesAlone(new CommonSubexpressions(), """
        %0 = input {label="x", type=float32[2]} : float32[2]
        %1 = input {label="x", type=float32[2]} : float32[2]
        %2 = add(%0, %1) : float32[2]
        inputs %0, %1
        outputs %2
        """);
  }

  @Test
  void updatesThatChangeNothingGo() {
    String variables = "variable \"a\" : float32[]\nvariable \"b\" : float32[]\n";
    String reads = "%0 = readVariable {variable=\"a\"} : float32[]\n%1 = readVariable {variable=\"b\"} : float32[]\n";
    assertRewrites(new DeadCode(),
        variables + reads + "inputs\noutputs %0, %1\nupdate \"a\" = %0\nupdate \"b\" = %0\n",
        variables + reads + "inputs\noutputs %0, %1\nupdate \"b\" = %0\n");
  }
}
