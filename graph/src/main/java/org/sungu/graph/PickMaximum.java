package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// For each window and channel the value at the position where the key is largest: keys and values `[n, spatial…, channels]` give
/// `[n, windows…, channels]`. With the values as their own keys this is max pooling, see [org.sungu.graph.composed.MaxPool].
///
/// Of keys that tie the first in row-major order counts. NaN counts as larger than every number, as in [ReduceMax]. Padding never wins.
///
/// Gradient: [PlaceAtMaximum] with respect to the values, none with respect to the keys, whose order is all that matters.
public record PickMaximum(Shape window, Shape strides, Shape low, Shape high) implements Pooling {
  public static Tensor of(Tensor keys, Tensor values, Shape window, Shape strides, Shape low, Shape high) {
    return Tensor.of(new PickMaximum(window, strides, low, high), keys, values);
  }

  @Override
  public int inputCount() {
    return 2;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType keys = inputs.get(0);
    if (keys.dtype() == DType.BOOL || !keys.equals(inputs.get(1))) {
      throw new ShapeException("pickMaximum: got " + keys + " and " + inputs.get(1) + "; expected keys and values of one type of numbers");
    }
    return Pooling.pooled(this, keys);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(null, PlaceAtMaximum.of(inputs.get(0), upstream, window, strides, low, high));
  }
}
