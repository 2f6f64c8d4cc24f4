package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Cast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Erf;
import org.sungu.graph.Gather;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Pad;
import org.sungu.graph.Power;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Remainder;
import org.sungu.graph.Reverse;
import org.sungu.graph.Round;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Transpose;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What ops give, in numbers worked out by hand or by another program: the reference has nothing else to be compared with.
final class OpMeaningTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static NDArray evaluate(Op op, NDArray... inputs) {
    List<Tensor> tensors = new ArrayList<>();
    for (NDArray input : inputs) {
      tensors.add(Input.of("x", input.dtype(), input.shape()));
    }
    ReferenceBackend backend = new ReferenceBackend();
    try (VariableStore store = backend.newStore();
        Executable executable = backend.compile(Program.of(tensors, Node.of(op, tensors).outputs()), store)) {
      return executable.run(Arrays.asList(inputs)).getFirst();
    }
  }

  private static NDArray doubles(double... elements) {
    return NDArray.of(Shape.of(elements.length), elements);
  }

  private static NDArray integers(DType dtype, int... elements) {
    return NDArray.of(Shape.of(elements.length), elements).cast(dtype);
  }

  /// Elements 0, 1, 2, … of a shape.
  private static NDArray counted(int... sizes) {
    NDArray array = NDArray.zeros(DType.FLOAT32, Shape.of(sizes));
    for (int i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, i);
    }
    return array;
  }

  /// Values from Python's `math.erf`, which is the C library's.
  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, 0.1124629160182849", "-0.5, -0.5204998778130465", "1, 0.8427007929497149", "2, 0.9953222650189527",
      "2.9, 0.9999589021219005", "3.1, 0.9999883513426328", "4.5, 0.9999999998033839", "-5.9, -0.9999999999999999", "40, 1"})
  void errorFunction(double x, double expected) {
    // The reference promises a few units in the last place.
    assertEquals(expected, evaluate(new Erf(), doubles(x)).item(), 4 * Math.ulp(expected));
  }

  @Test
  void errorFunctionAtTheEnds() {
    assertArrayEquals(new double[] {1, -1, NAN, -0.0}, evaluate(new Erf(), doubles(INFINITY, -INFINITY, NAN, -0.0)).toDoubles());
  }

  @Test
  void remainderHasTheSignOfTheDivisor() {
    NDArray a = doubles(-7.5, 7.5, 5, -5, 6, 6, 1);
    NDArray b = doubles(2, -2, INFINITY, INFINITY, -3, 0, NAN);
    assertArrayEquals(new double[] {0.5, -0.5, 5, INFINITY, -0.0, NAN, NAN}, evaluate(new Remainder(), a, b).toDoubles());
    assertArrayEquals(new long[] {2, -2, 0, 0}, evaluate(new Remainder(), integers(DType.INT32, -7, 7, 9, 4), integers(DType.INT32, 3, -3, 3, 0)).toLongs());
  }

  @Test
  void powerFollowsIeee() {
    NDArray a = doubles(1, 0, NAN, -1, -8, 2, -3);
    NDArray b = doubles(NAN, 0, 0, INFINITY, 1.0 / 3, -1, 2);
    assertArrayEquals(new double[] {1, 1, 1, 1, NAN, 0.5, 9}, evaluate(new Power(), a, b).toDoubles());
  }

  @Test
  void integersWrapAround() {
    assertArrayEquals(new long[] {-128}, evaluate(new Add(), integers(DType.INT8, 127), integers(DType.INT8, 1)).toLongs());
    assertArrayEquals(new long[] {0}, evaluate(new Add(), integers(DType.UINT8, 255), integers(DType.UINT8, 1)).toLongs());
    assertArrayEquals(new long[] {0}, evaluate(new Multiply(), integers(DType.INT32, 1 << 20), integers(DType.INT32, 1 << 20)).toLongs());
    assertArrayEquals(new long[] {-2, 0, Integer.MIN_VALUE},
        evaluate(new Divide(), integers(DType.INT32, -7, 7, Integer.MIN_VALUE), integers(DType.INT32, 3, 0, -1)).toLongs());
    assertArrayEquals(new long[] {Integer.MIN_VALUE}, evaluate(new Absolute(), integers(DType.INT32, Integer.MIN_VALUE)).toLongs());
  }

  @Test
  void largeIntegersStayApart() {
    NDArray a = NDArray.of(Shape.of(2), Long.MAX_VALUE, Long.MAX_VALUE - 1);
    NDArray b = NDArray.of(Shape.of(2), Long.MAX_VALUE - 1, Long.MAX_VALUE);
    assertArrayEquals(new long[] {0, 0}, evaluate(new Equal(), a, b).toLongs());
    assertArrayEquals(new long[] {0, 1}, evaluate(new LessOrEqual(), a, b).toLongs());
    assertArrayEquals(new long[] {Long.MAX_VALUE, Long.MAX_VALUE}, evaluate(new Maximum(), a, b).toLongs());
  }

  @Test
  void notANumberWins() {
    assertArrayEquals(new double[] {NAN, NAN, 0.0}, evaluate(new Maximum(), doubles(NAN, 1, -0.0), doubles(1, NAN, 0.0)).toDoubles());
    assertArrayEquals(new long[] {0, 0}, evaluate(new Equal(), doubles(NAN, 1), doubles(NAN, NAN)).toLongs());
    assertArrayEquals(new double[] {NAN, -0.0, -1}, evaluate(new Sign(), doubles(NAN, -0.0, -7)).toDoubles());
  }

  @Test
  void functionsAtTheEnds() {
    assertArrayEquals(new double[] {0, 1, 0.5}, evaluate(new Sigmoid(), doubles(-1000, 1000, 0)).toDoubles());
    assertArrayEquals(new double[] {0, 2, 2, -0.0}, evaluate(new Round(), doubles(0.5, 1.5, 2.5, -0.5)).toDoubles());
  }

  @Test
  void castsTruncateSaturateAndRound() {
    NDArray x = doubles(-1.9, 2.9, 3e9, NAN, -INFINITY);
    assertArrayEquals(new long[] {-1, 2, Integer.MAX_VALUE, 0, Integer.MIN_VALUE}, evaluate(new Cast(DType.INT32), x).toLongs());
    assertArrayEquals(new long[] {-1, 2, 3_000_000_000L, 0, Long.MIN_VALUE}, evaluate(new Cast(DType.INT64), x).toLongs());
    assertArrayEquals(new long[] {255, 2, 255, 0, 0}, evaluate(new Cast(DType.UINT8), x).toLongs());
    assertArrayEquals(new long[] {1, 1, 1, 1, 1}, evaluate(new Cast(DType.BOOL), x).toLongs());
    // Halfway between two floats, plus one: rounding to double first would lose the one.
    NDArray wide = NDArray.of(Shape.of(1), (1L << 54) + (1L << 30) + 1);
    assertArrayEquals(new float[] {0x1.000002p54f}, evaluate(new Cast(DType.FLOAT32), wide).toFloats());
    assertArrayEquals(new double[] {1, 1.0078125}, evaluate(new Cast(DType.BFLOAT16), doubles(1.00390625, 1.004)).toDoubles());
  }

  @Test
  void operandsStretch() {
    NDArray column = counted(2, 1);
    NDArray row = counted(3);
    assertArrayEquals(new float[] {0, 1, 2, 1, 2, 3}, evaluate(new Add(), column, row).toFloats());
    NDArray condition = NDArray.of(Shape.of(2, 1), true, false);
    assertArrayEquals(new float[] {0, 1, 2, 9, 9, 9}, evaluate(new Select(), condition, row, NDArray.scalar(9)).toFloats());
  }

  @Test
  void movementsOnCountedElements() {
    NDArray x = counted(2, 3);
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, evaluate(new Transpose(List.of(1, 0)), x).toFloats());
    NDArray rotated = evaluate(new Transpose(List.of(2, 0, 1)), counted(2, 2, 3));
    assertEquals(Shape.of(3, 2, 2), rotated.shape());
    assertArrayEquals(new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, rotated.toFloats());
    assertArrayEquals(new float[] {1, 3}, evaluate(new Slice(Shape.of(1), Shape.of(2), Shape.of(2)), counted(5)).toFloats());
    assertArrayEquals(new float[] {2, 1, 0, 5, 4, 3}, evaluate(new Reverse(1), x).toFloats());
    assertArrayEquals(new float[] {7, 0, 7, 7, 1, 7}, evaluate(new Pad(Shape.of(1), Shape.of(1), Shape.of(2), 7), counted(2)).toFloats());
    assertArrayEquals(new float[] {0, 1, 2, 0, 3, 4, 5, 1}, evaluate(new Concatenate(1), x, counted(2, 1)).toFloats());
    assertArrayEquals(new long[] {0, 0, 1, 1, 2, 2}, evaluate(new Iota(new TensorType(DType.INT32, Shape.of(3, 2)), 0)).toLongs());
  }

  @Test
  void reductionsOnCountedElements() {
    NDArray x = counted(2, 3);
    assertArrayEquals(new float[] {3, 5, 7}, evaluate(new ReduceSum(List.of(0), false), x).toFloats());
    assertEquals(Shape.of(2, 1), evaluate(new ReduceSum(List.of(1), true), x).shape());
    assertArrayEquals(new float[] {15}, evaluate(new ReduceSum(List.of(0, 1), false), x).toFloats());
    assertArrayEquals(new float[] {0, 0, 0}, evaluate(new ReduceSum(List.of(0), false), counted(0, 3)).toFloats());
    assertArrayEquals(new float[] {2, 5}, evaluate(new ReduceMax(List.of(1), false), x).toFloats());
    assertArrayEquals(new double[] {-INFINITY}, evaluate(new ReduceMax(List.of(0), false), counted(0)).toDoubles());
    assertArrayEquals(new double[] {NAN}, evaluate(new ReduceMax(List.of(0), false), doubles(1, NAN, INFINITY)).toDoubles());
    assertArrayEquals(new long[] {1}, evaluate(new ArgMax(0), doubles(1, 3, 3)).toLongs());
    assertArrayEquals(new long[] {2}, evaluate(new ArgMax(0), doubles(1, INFINITY, NAN, NAN)).toLongs());
    assertArrayEquals(new float[] {0, 1, 3, 3, 7, 12}, evaluate(new CumulativeSum(1, false), x).toFloats());
    assertArrayEquals(new float[] {3, 5, 7, 3, 4, 5}, evaluate(new CumulativeSum(0, true), x).toFloats());
    // Added up in float32, every one of these would be lost against 2²⁴.
    NDArray tail = NDArray.full(DType.FLOAT32, Shape.of(9), 1);
    tail.setDouble(0, 0x1p24);
    assertEquals(0x1p24 + 8, evaluate(new ReduceSum(List.of(0), false), tail).item());
  }

  @Test
  void matrixProducts() {
    NDArray a = counted(2, 3);
    NDArray b = counted(3, 2);
    assertArrayEquals(new float[] {10, 13, 28, 40}, evaluate(new MatMul(false, false), a, b).toFloats());
    assertArrayEquals(new float[] {10, 13, 28, 40}, evaluate(new MatMul(true, false), evaluate(new Transpose(List.of(1, 0)), a), b).toFloats());
    assertArrayEquals(new float[] {10, 13, 28, 40}, evaluate(new MatMul(false, true), a, evaluate(new Transpose(List.of(1, 0)), b)).toFloats());
    // [[0,1],[2,3]]·[[0,1],[1,0]] and [[4,5],[6,7]]·[[2,2],[3,3]].
    assertArrayEquals(new float[] {1, 0, 3, 2, 23, 23, 33, 33},
        evaluate(new MatMul(false, false), counted(2, 2, 2), NDArray.of(Shape.of(2, 2, 2), 0f, 1f, 1f, 0f, 2f, 2f, 3f, 3f)).toFloats());
    assertArrayEquals(new float[] {0, 0, 0, 0}, evaluate(new MatMul(false, false), counted(2, 0), counted(0, 2)).toFloats());
  }

  @Test
  void gatherReadsAndScatterAdds() {
    NDArray positions = NDArray.of(Shape.of(4), 2, 0, 2, 5);
    assertArrayEquals(new double[] {4, 5, 0, 1, 4, 5, NAN, NAN}, evaluate(new Gather(0), counted(3, 2), positions).toDoubles());
    assertArrayEquals(new long[] {0}, evaluate(new Gather(0), integers(DType.INT8, 7), integers(DType.INT32, -1)).toLongs());
    assertArrayEquals(new float[] {2, 3, 0, 0, 4, 6}, evaluate(new ScatterAdd(Shape.of(3, 2), 0), positions, counted(4, 2)).toFloats());
  }

  /// The same numbers as composed of JAX's `threefry_2x32`.
  @Test
  void randomNumbersAreThoseOfThreefry() {
    assertArrayEquals(new float[] {0.6744193f, 0.28898066f, 0.36366367f, 0.16143441f, 0.20389366f}, draw(42, 7, 3, 5));
    assertArrayEquals(new float[] {0.80287397f, 0.15370166f, 0.5774174f, 0.29328853f},
        draw(-1234567890123456789L, 4938271605493827160L, -5, 4));
  }

  @Test
  void randomNumbersAreSpreadEvenly() {
    float[] draws = draw(1, 2, 3, 100_000);
    double mean = 0;
    double square = 0;
    for (float draw : draws) {
      mean += draw / 1e5;
      square += draw * draw / 1e5;
    }
    // Five standard deviations of the mean of 100,000 draws.
    assertEquals(0.5, mean, 0.0046);
    assertEquals(1.0 / 3, square, 0.0047);
  }

  private static float[] draw(long seed, long counter, int stream, int count) {
    return evaluate(new RandomUniform(Shape.of(count), stream), NDArray.of(Shape.SCALAR, seed), NDArray.of(Shape.SCALAR, counter)).toFloats();
  }
}
