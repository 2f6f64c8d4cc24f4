package org.sungu.nn.layer.merging;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.Layer;
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
  static List<Tensor> fold(Layer layer, List<Tensor> inputs, BinaryOperator<Tensor> operation) {
    List<Tensor> alike = inOneType(layer, inputs, 1);
    int rank = alike.stream().mapToInt(Tensor::rank).max().orElseThrow();
    try {
      return List.of(alike.stream().map(input -> stretch(input, rank)).reduce(operation).orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new ShapeException("got inputs " + inputs.stream().map(input -> input.type().toString()).toList()
          + "; expected shapes that stretch to one another: equal sizes, or 1");
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
