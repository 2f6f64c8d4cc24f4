package org.sungu.nn.layer.merging;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.sungu.graph.Or;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What layers that join inputs have in common.
final class Merging {
  private static final List<DType> BY_WIDTH = List.of(DType.BOOL, DType.UINT8, DType.INT8, DType.INT32, DType.INT64, DType.FLOAT16,
      DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);

  private Merging() {}

  /// The inputs in one element type: the layer's for floating ones, then the widest, as Keras promotes types.
  ///
  /// @throws ShapeException if there are fewer inputs than the layer needs
  static List<Tensor> inOneType(Layer layer, List<Tensor> inputs, int atLeast) {
    if (inputs.size() < atLeast) {
      throw new ShapeException("got " + inputs.size() + " inputs; expected at least " + atLeast);
    }
    List<Tensor> cast = inputs.stream().map(layer.dtype()::autocast).toList();
    DType widest = cast.stream().map(Tensor::dtype).reduce(DType.BOOL, Merging::promote);
    return cast.stream().map(input -> input.cast(widest)).toList();
  }

  /// Combines all inputs one by one, those with fewer axes stretched along new axes behind the sample axis.
  static List<Tensor> fold(Layer layer, Scope scope, List<Tensor> inputs, BinaryOperator<Tensor> operation) {
    List<Tensor> alike = inOneType(layer, inputs, 1);
    int rank = alike.stream().mapToInt(Tensor::rank).max().orElseThrow();
    try {
      Tensor result = alike.stream().map(input -> stretch(input, rank)).reduce(operation).orElseThrow();
      setMask(scope, inputs, result);
      return List.of(result);
    } catch (IllegalArgumentException e) {
      throw new ShapeException("got inputs " + inputs.stream().map(input -> input.type().toString()).toList()
          + "; expected shapes that stretch to one another: equal sizes, or 1");
    }
  }

  /// What counts in one of the inputs counts in the result; without a mask on each of them there is none.
  private static void setMask(Scope scope, List<Tensor> inputs, Tensor result) {
    List<Tensor> masks = inputs.stream().map(scope::mask).flatMap(Stream::ofNullable).toList();
    if (masks.size() == inputs.size()) {
      scope.setMask(result, masks.stream().reduce(Or::of).orElseThrow());
    }
  }

  private static Tensor stretch(Tensor input, int rank) {
    int[] added = new int[rank - input.rank()];
    Arrays.fill(added, 1);
    Shape shape = input.shape();
    return input.reshape(shape.range(0, 1).append(added).append(shape.range(1, shape.rank()).toArray()).toArray());
  }

  private static DType promote(DType a, DType b) {
    boolean halves = (a == DType.FLOAT16 && b == DType.BFLOAT16) || (a == DType.BFLOAT16 && b == DType.FLOAT16);
    boolean bytes = (a == DType.INT8 && b == DType.UINT8) || (a == DType.UINT8 && b == DType.INT8);
    if (halves) {
      return DType.FLOAT32;
    }
    if (bytes) {
      return DType.INT32;
    }
    return BY_WIDTH.indexOf(a) < BY_WIDTH.indexOf(b) ? b : a;
  }
}
