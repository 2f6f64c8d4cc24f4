package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.And;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Cast;
import org.sungu.graph.Ceil;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.Cosine;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Floor;
import org.sungu.graph.Gather;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Not;
import org.sungu.graph.Or;
import org.sungu.graph.Pad;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Power;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Remainder;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Slice;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Transpose;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.composed.AveragePool;
import org.sungu.graph.composed.MaxPool;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Every op, on shapes with odd sizes and on views: vector and plain kernels give the same bits, and the reference backend's numbers.
final class ComparisonWithReferenceTest {
  private static final int[] SIZES = {1, 2, 3, 15, 16, 17, 31, 33, 63, 64, 65, 67, 1000, 5001};

  private static Arguments of(String name, Function<List<Tensor>, Tensor> graph, TensorType... types) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      inputs.add(Input.of("x" + i, types[i].dtype(), types[i].shape()));
    }
    return Arguments.of(name + Arrays.toString(types), Program.of(inputs, List.of(graph.apply(inputs))));
  }

  private static TensorType f32(int... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  private static TensorType typed(DType type, int... sizes) {
    return new TensorType(type, Shape.of(sizes));
  }

  private static Tensor positive(Tensor x) {
    return x.plus(x.dtype().isFloating() ? 2.5 : 3);
  }

  static Stream<Arguments> pointwise() {
    List<Arguments> rows = new ArrayList<>();
    for (int size : SIZES) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16)) {
        if (type != DType.FLOAT32 && size > 20) {
          continue;
        }
        TensorType x = typed(type, size);
        rows.add(of("negate", in -> Negate.of(in.get(0)), x));
        rows.add(of("exp", in -> Exp.of(in.get(0)), x));
        rows.add(of("log", in -> Log.of(positive(in.get(0))), x));
        rows.add(of("log1p", in -> Log1p.of(in.get(0).times(0.4)), x));
        rows.add(of("expm1", in -> Expm1.of(in.get(0)), x));
        rows.add(of("sqrt", in -> Sqrt.of(positive(in.get(0))), x));
        rows.add(of("rsqrt", in -> Rsqrt.of(positive(in.get(0))), x));
        rows.add(of("tanh", in -> Tanh.of(in.get(0)), x));
        rows.add(of("sigmoid", in -> Sigmoid.of(in.get(0)), x));
        rows.add(of("erf", in -> Erf.of(in.get(0)), x));
        rows.add(of("sine", in -> Sine.of(in.get(0).times(3)), x));
        rows.add(of("cosine", in -> Cosine.of(in.get(0).times(3)), x));
        rows.add(of("floor", in -> Floor.of(in.get(0)), x));
        rows.add(of("ceil", in -> Ceil.of(in.get(0)), x));
        rows.add(of("round", in -> Round.of(in.get(0)), x));
        rows.add(of("isNaN", in -> IsNaN.of(Sqrt.of(in.get(0))), x));
        rows.add(of("power", in -> Power.of(positive(in.get(0)), in.get(1)), x, x));
        rows.add(of("divide", in -> Divide.of(in.get(0), positive(in.get(1))), x, x));
        rows.add(of("remainder", in -> Remainder.of(in.get(0), positive(in.get(1))), x, x));
      }
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT8, DType.UINT8, DType.INT32, DType.INT64)) {
        if (type != DType.FLOAT32 && size > 20) {
          continue;
        }
        TensorType x = typed(type, size);
        rows.add(of("add", in -> Add.of(in.get(0), in.get(1)), x, x));
        rows.add(of("subtract", in -> Subtract.of(in.get(0), in.get(1)), x, x));
        rows.add(of("multiply", in -> Multiply.of(in.get(0), in.get(1)), x, x));
        rows.add(of("divide", in -> Divide.of(in.get(0), in.get(1)), x, x));
        rows.add(of("maximum", in -> Maximum.of(in.get(0), in.get(1)), x, x));
        rows.add(of("minimum", in -> Minimum.of(in.get(0), in.get(1)), x, x));
        rows.add(of("equal", in -> Equal.of(in.get(0), in.get(1)), x, x));
        rows.add(of("less", in -> Less.of(in.get(0), in.get(1)), x, x));
        rows.add(of("lessOrEqual", in -> LessOrEqual.of(in.get(0), in.get(1)), x, x));
        rows.add(of("select", in -> Select.of(in.get(2), in.get(0), in.get(1)), x, x, typed(DType.BOOL, size)));
        rows.add(of("sign", in -> Sign.of(in.get(0)), x));
        rows.add(of("absolute", in -> Absolute.of(in.get(0)), x));
        rows.add(of("stopGradient", in -> StopGradient.of(in.get(0)), x));
        rows.add(of("stopGradient twice", in -> StopGradient.of(in.get(0)).plus(in.get(0)), x));
        for (DType target : DType.values()) {
          rows.add(of("cast to " + target, in -> in.get(0).times(3).cast(target), x));
        }
      }
      TensorType bool = typed(DType.BOOL, size);
      rows.add(of("not", in -> Not.of(in.get(0)), bool));
      rows.add(of("and", in -> And.of(in.get(0), in.get(1)), bool, bool));
      rows.add(of("or", in -> Or.of(in.get(0), in.get(1)), bool, bool));
      rows.add(of("cast to float", in -> in.get(0).cast(DType.FLOAT32).times(2), bool));
      rows.add(of("row", in -> Add.of(in.get(0), in.get(1)), f32(7, size), f32(size)));
      rows.add(of("column", in -> Add.of(in.get(0), in.get(1)), f32(size, 7), f32(size, 1)));
      rows.add(of("scalar", in -> Subtract.of(in.get(0), in.get(1)), f32(size, 7), f32()));
      rows.add(of("outer", in -> Multiply.of(in.get(0), in.get(1)), f32(size, 1), f32(1, 9)));
      rows.add(of("middle", in -> Multiply.of(in.get(0), in.get(1)), f32(3, size, 5), f32(3, 1, 5)));
      rows.add(of("bool row", in -> Select.of(in.get(1), in.get(0), in.get(0).negated()), f32(7, size), bool));
      rows.add(of("transposed", in -> Transpose.of(in.get(0), 1, 0).plus(in.get(1)), f32(5, size), f32(size, 5)));
      rows.add(of("reversed", in -> Reverse.of(in.get(0), 1).plus(in.get(0)), f32(5, size)));
      rows.add(of("general row", in -> Add.of(in.get(0), in.get(1)), typed(DType.INT32, 7, size), typed(DType.INT32, size)));
    }
    return rows.stream();
  }

  static Stream<Arguments> others() {
    List<Arguments> rows = new ArrayList<>();
    for (int size : SIZES) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
        rows.add(of("sum rows", in -> ReduceSum.of(in.get(0), 1), typed(type, 5, size)));
        rows.add(of("sum columns", in -> ReduceSum.of(in.get(0), 0), typed(type, size, 5)));
        rows.add(of("sum wide columns", in -> ReduceSum.of(in.get(0), 0), typed(type, 5, size)));
        rows.add(of("sum middle", in -> ReduceSum.keeping(in.get(0), 1), typed(type, 3, size, 19)));
        rows.add(of("sum outside", in -> ReduceSum.of(in.get(0), 0, 2), typed(type, 3, size, 4)));
        rows.add(of("sum all", in -> ReduceSum.of(in.get(0)), typed(type, 3, size)));
        rows.add(of("max rows", in -> ReduceMax.of(in.get(0), 1), typed(type, 5, size)));
        rows.add(of("max columns", in -> ReduceMax.keeping(in.get(0), 0), typed(type, size, 5)));
        rows.add(of("max outside", in -> ReduceMax.of(in.get(0), 0, 2), typed(type, 3, size, 4)));
        rows.add(of("max wide columns", in -> ReduceMax.of(in.get(0), 0), typed(type, 5, size)));
        rows.add(of("argMax", in -> ArgMax.of(in.get(0), 0), typed(type, size, 3)));
        rows.add(of("cumulativeSum", in -> CumulativeSum.of(in.get(0), 0, true), typed(type, size, 3)));
        rows.add(of("slice", in -> Slice.of(in.get(0), Shape.of(1, 0), Shape.of(2, (size + 1) / 2), Shape.of(2, 2)), typed(type, 4, size)));
        rows.add(of("pad", in -> Pad.of(in.get(0), Shape.of(1, 2), Shape.of(0, 3), Shape.of(1, 2), 7), typed(type, 3, size)));
        rows.add(of("pad with zeros", in -> Pad.of(in.get(0), Shape.of(2), Shape.of(3), Shape.of(0), 0), typed(type, size)));
        rows.add(of("concatenate", in -> Concatenate.of(List.of(in.get(0), in.get(1), in.get(0)), 1), typed(type, 3, size), typed(type, 3, 2)));
        rows.add(of("reverse", in -> Reverse.of(in.get(0), 0), typed(type, size, 3)));
        rows.add(of("broadcast", in -> Broadcast.of(in.get(0), Shape.of(4, size, 3)), typed(type, size, 1)));
        rows.add(of("transpose", in -> Transpose.of(in.get(0), 2, 0, 1), typed(type, 2, 3, size)));
        rows.add(of("reshape of transpose", in -> Reshape.of(Transpose.of(in.get(0), 1, 0), Shape.of(3 * size)), typed(type, 3, size)));
        rows.add(of("gather", in -> Gather.of(in.get(0), in.get(1), 0), typed(type, 4, size), typed(DType.INT32, 2, 3)));
        rows.add(of("gather inside", in -> Gather.of(in.get(0), in.get(1), 1), typed(type, 4, size, 3), typed(DType.INT64, 5)));
        rows.add(of("scatterAdd", in -> ScatterAdd.of(in.get(0), in.get(1), Shape.of(5, 3), 0), typed(DType.INT32, size), typed(type, size, 3)));
        rows.add(of("scatterAdd inside", in -> ScatterAdd.of(in.get(0), in.get(1), Shape.of(2, 5), 1), typed(DType.UINT8, size), typed(type, 2, size)));
        rows.add(of("iota", in -> Iota.of(in.get(0).dtype(), Shape.of(3, size), 1).plus(in.get(0)), typed(type, 3, size)));
        rows.add(of("iota rows", in -> Iota.of(in.get(0).dtype(), Shape.of(3, size), 0).plus(in.get(0)), typed(type, 3, size)));
      }
      Shape window = Shape.of(3, 2);
      Shape strides = Shape.of(2, 1);
      Shape low = Shape.of(1, 0);
      Shape high = Shape.of(1, 1);
      rows.add(of("maxPool", in -> MaxPool.of(in.get(0), window, strides, low, high), f32(2, 5, 4, size)));
      rows.add(of("pickMaximum", in -> PickMaximum.of(in.get(0), in.get(1), window, strides, low, high), f32(2, 5, 4, size), f32(2, 5, 4, size)));
      rows.add(of("placeAtMaximum", in -> PlaceAtMaximum.of(in.get(0), in.get(1), window, strides, low, high), f32(2, 5, 4, size), f32(2, 3, 4, size)));
      rows.add(of("averagePool", in -> AveragePool.of(in.get(0), window, strides, low, high), f32(2, 5, 4, size)));
      rows.add(of("windowSpread", in -> WindowSpread.of(in.get(0), window, strides, low, high, Shape.of(5, 4)), f32(2, 3, 4, size)));
      rows.add(of("softmax", in -> Softmax.of(in.get(0), 1), f32(3, size)));
      rows.add(of("randomUniform", in -> RandomUniform.of(in.get(0), in.get(1), Shape.of(size, 3), 5), typed(DType.INT64), typed(DType.INT64)));
    }
    return rows.stream();
  }

  /// Split over several threads.
  static Stream<Arguments> large() {
    Shape window = Shape.of(3, 2);
    Shape strides = Shape.of(2, 1);
    Shape low = Shape.of(1, 0);
    Shape high = Shape.of(1, 1);
    TensorType x = f32(90, 15, 16, 13);
    TensorType pooled = f32(90, 8, 16, 13);
    Shape square = Shape.of(2, 2);
    Shape flat = Shape.of(3, 1);
    Shape none = Shape.of(0, 0);
    TensorType beside = f32(50, 7, 9, 48);
    return Stream.of(
        of("maxPool side by side", in -> MaxPool.of(in.get(0), square, square, none, none), beside),
        of("maxPool of one picture", in -> MaxPool.of(in.get(0), flat, flat, none, none), f32(1, 90, 40, 16)),
        of("maxPool of equal numbers", in -> MaxPool.of(in.get(0).times(0), square, square, none, none), beside),
        of("maxPool of a line", in -> MaxPool.of(in.get(0), Shape.of(4), Shape.of(4), Shape.of(0), Shape.of(0)), f32(9, 95, 32)),
        of("placeAtMaximum side by side", in -> PlaceAtMaximum.of(in.get(0), in.get(1), square, square, none, none), beside, f32(50, 3, 4, 48)),
        of("placeAtMaximum of equal numbers", in -> PlaceAtMaximum.of(Maximum.of(in.get(0), Constant.of(NDArray.full(DType.FLOAT32, Shape.of(), 1))), in.get(1), flat, flat, none, none), beside,
            f32(50, 2, 9, 48)),
        of("averagePool side by side", in -> AveragePool.of(in.get(0), flat, flat, none, none), beside),
        of("windowSpread side by side", in -> WindowSpread.of(in.get(0), square, square, none, none, Shape.of(7, 9)), f32(50, 3, 4, 48)),
        of("maxPool", in -> MaxPool.of(in.get(0), window, strides, low, high), x),
        of("placeAtMaximum", in -> PlaceAtMaximum.of(in.get(0), in.get(1), window, strides, low, high), x, pooled),
        of("windowSpread", in -> WindowSpread.of(in.get(0), window, strides, low, high, Shape.of(15, 16)), pooled),
        of("numbers drawn for other rows", in -> RandomUniform.of(in.get(0), in.get(1), Shape.of(2048, 512), 5).times(2), typed(DType.INT64), typed(DType.INT64)));
  }

  static Stream<Arguments> products() {
    List<Arguments> rows = new ArrayList<>();
    int[] sizes = {1, 2, 3, 4, 5, 8, 16, 17, 31, 33, 64, 67, 100};
    for (int m : sizes) {
      for (int n : sizes) {
        for (int k : new int[] {0, 1, 3, 16, 33, 70}) {
          for (int transposed = 0; transposed < 4; transposed++) {
            boolean left = (transposed & 1) != 0;
            boolean right = (transposed & 2) != 0;
            rows.add(of("matMul", in -> MatMul.of(in.get(0), in.get(1), left, right), left ? f32(k, m) : f32(m, k), right ? f32(n, k) : f32(k, n)));
          }
        }
      }
    }
    rows.add(of("double", in -> MatMul.of(in.get(0), in.get(1), true, false), typed(DType.FLOAT64, 3, 5), typed(DType.FLOAT64, 3, 7)));
    rows.add(of("bfloat16", in -> MatMul.of(in.get(0), in.get(1), false, true), typed(DType.BFLOAT16, 2, 4, 5), typed(DType.BFLOAT16, 2, 3, 5)));
    rows.add(of("batch", in -> MatMul.of(in.get(0), in.get(1), false, true), f32(2, 3, 9, 17), f32(2, 3, 20, 17)));
    rows.add(of("heads", in -> MatMul.of(Transpose.of(in.get(0), 0, 2, 1, 3), Transpose.of(in.get(1), 0, 2, 1, 3), false, true),
        f32(2, 9, 3, 17), f32(2, 11, 3, 17)));
    rows.add(of("transposed operand", in -> MatMul.of(Transpose.ofLastAxes(in.get(0)), in.get(1)), f32(9, 5), f32(9, 6)));
    rows.add(of("long dot", in -> MatMul.of(in.get(0), in.get(1)), f32(3, 10_000), f32(10_000, 1)));
    rows.add(of("repeated operand", in -> MatMul.of(Broadcast.of(in.get(0), Shape.of(4, 3, 5)), in.get(1)), f32(3, 5), f32(4, 5, 6)));
    rows.add(of("shared", in -> MatMul.of(in.get(0), Constant.of(Numbers.random(f32(5, 6), 3))), f32(3, 5)));
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"pointwise", "others", "large", "products"})
  void agrees(String name, Program program) {
    List<NDArray> inputs = new ArrayList<>();
    for (int i = 0; i < program.inputs().size(); i++) {
      inputs.add(Numbers.random(program.inputs().get(i).type(), 17 * i + 5));
    }
    NDArray expected = run(new ReferenceBackend(), program, inputs);
    NDArray actual = run(new CpuBackend(new VectorKernels(), Processor.OTHER, 1), program, inputs);
    NDArray plain = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 2), program, inputs);
    assertEquals(plain, actual, "the bits of vector and plain kernels");
    for (Processor processor : processors()) {
      NDArray coded = run(new CpuBackend(new PlainKernels(), processor, 2), program, inputs);
      assertEquals(plain, coded, () -> "the bits of " + processor + " code and plain kernels" + difference(plain, coded));
    }
    assertEquals(expected.dtype(), actual.dtype());
    assertEquals(expected.shape(), actual.shape());
    // Sums err by the square root of their number of terms.
    double terms = Math.max(1, (double) inputs.getFirst().elementCount() / Math.max(1, expected.elementCount()));
    double tolerance = tolerance(expected.dtype()) * Math.sqrt(terms);
    for (long i = 0; i < expected.elementCount(); i++) {
      double e = expected.getDouble(i);
      double a = actual.getDouble(i);
      assertTrue(e == a || (Double.isNaN(e) && Double.isNaN(a)) || Math.abs(e - a) <= tolerance * Math.max(1, Math.abs(e)),
          () -> name + ": got " + a + "; expected " + e + " (" + expected + ")");
    }
  }

  /// Those whose code runs here.
  static List<Processor> processors() {
    return switch (Processor.current()) {
      case AVX_512 -> List.of(Processor.AVX_512, Processor.AVX2);
      case AVX2 -> List.of(Processor.AVX2);
      case OTHER -> List.of();
    };
  }

  private static String difference(NDArray a, NDArray b) {
    for (long i = 0; i < a.elementCount(); i++) {
      if (Double.compare(a.getDouble(i), b.getDouble(i)) != 0) {
        return ": element " + i + " is " + b.getDouble(i) + " instead of " + a.getDouble(i);
      }
    }
    return "";
  }

  /// Relative error of the rounding of a few operations.
  private static double tolerance(DType type) {
    return switch (type) {
      case FLOAT32 -> 2e-5;
      case FLOAT64 -> 1e-12;
      case FLOAT16 -> 2e-3;
      case BFLOAT16 -> 1.6e-2;
      case INT8, UINT8, INT32, INT64, BOOL -> 0;
    };
  }

  private static NDArray run(Backend backend, Program program, List<NDArray> inputs) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      // The second run finds the memory as the first one left it.
      executable.run(inputs);
      return executable.run(inputs).getFirst();
    }
  }
}
