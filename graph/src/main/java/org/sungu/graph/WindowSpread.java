package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// Zeros with each window's number added to all of the window's elements, by channel: `[n, windows…, channels]` gives
/// `[n, spatial…, channels]`. The transpose of [WindowSum], which is its gradient.
///
/// @param spatial sizes of the result's spatial axes, as several lead to one number of windows
public record WindowSpread(Shape window, Shape strides, Shape low, Shape high, Shape spatial) implements Pooling {
  public static Tensor of(Tensor upstream, Shape window, Shape strides, Shape low, Shape high, Shape spatial) {
    return Tensor.of(new WindowSpread(window, strides, low, high, spatial), upstream);
  }

  @Override
  public int inputCount() {
    return 1;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType upstream = inputs.getFirst();
    if (upstream.shape().rank() != spatial.rank() + 2 || !upstream.dtype().isFloating()) {
      throw new ShapeException("windowSpread: got " + upstream + "; expected floating numbers on " + (spatial.rank() + 2) + " axes");
    }
    TensorType result =
        upstream.withShape(Shape.of(upstream.shape().size(0)).append(spatial.toArray()).append(upstream.shape().size(-1)));
    TensorType expected = Pooling.pooled(this, result);
    if (!expected.equals(upstream)) {
      throw new ShapeException("windowSpread: got " + upstream + "; expected " + expected + ", which spatial sizes " + spatial + " lead to");
    }
    return result;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.of(WindowSum.of(upstream, window, strides, low, high));
  }
}
