package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The sum of each window's elements, by channel: `[n, spatial…, channels]` gives `[n, windows…, channels]`. Padding adds nothing. Sums
/// are taken as in [ReduceSum].
///
/// Gradient: [WindowSpread].
public record WindowSum(Shape window, Shape strides, Shape low, Shape high) implements Pooling {
  public static Tensor of(Tensor x, Shape window, Shape strides, Shape low, Shape high) {
    return Tensor.of(new WindowSum(window, strides, low, high), x);
  }

  @Override
  public int inputCount() {
    return 1;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloating()) {
      throw new ShapeException("windowSum: got " + x + "; expected floating numbers, cast it first");
    }
    return Pooling.pooled(this, x);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Shape x = inputs.getFirst().shape();
    return Gradients.of(WindowSpread.of(upstream, window, strides, low, high, x.range(1, x.rank() - 1)));
  }
}
