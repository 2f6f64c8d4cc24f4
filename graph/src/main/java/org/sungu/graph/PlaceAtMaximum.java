package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Zeros with the upstream number of each window and channel added at the position where the window's key is largest: keys
/// `[n, spatial…, channels]` and upstream `[n, windows…, channels]` give `[n, spatial…, channels]`. The transpose of [PickMaximum], which
/// says which position that is.
///
/// Gradient: [PickMaximum] with respect to the upstream numbers, none with respect to the keys.
public record PlaceAtMaximum(Shape window, Shape strides, Shape low, Shape high) implements Pooling {
  public static Tensor of(Tensor keys, Tensor upstream, Shape window, Shape strides, Shape low, Shape high) {
    return Tensor.of(new PlaceAtMaximum(window, strides, low, high), keys, upstream);
  }

  @Override
  public int inputCount() {
    return 2;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType keys = inputs.get(0);
    TensorType expected = Pooling.pooled(this, keys);
    if (keys.dtype() == DType.BOOL || !expected.equals(inputs.get(1))) {
      throw new ShapeException("placeAtMaximum: got keys " + keys + " and " + inputs.get(1) + "; expected keys that are numbers and " + expected);
    }
    return keys;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(null, PickMaximum.of(inputs.get(0), upstream, window, strides, low, high));
  }
}
