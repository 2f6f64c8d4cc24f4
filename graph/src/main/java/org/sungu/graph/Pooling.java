package org.sungu.graph;

import org.sungu.tensor.Shape;

/// Ops that combine the elements in windows over the spatial axes, each channel by itself; channels are the last axis, and the first
/// is the batch.
public sealed interface Pooling extends SingleOutputOp permits PickMaximum, PlaceAtMaximum, WindowSum, WindowSpread {
  Shape window();

  Shape strides();

  Shape low();

  Shape high();

  default Windows windows() {
    return Windows.of(window(), strides(), low(), high());
  }

  /// The type with a window in place of each spatial position.
  static TensorType pooled(Pooling op, TensorType x) {
    Windows windows = op.windows();
    int axes = windows.size().rank();
    if (x.shape().rank() != axes + 2) {
      throw new ShapeException(op.name() + ": got " + x + "; expected " + (axes + 2) + " axes, " + axes + " of them spatial");
    }
    for (int i = 0; i < axes; i++) {
      if (op.low().size(i) >= op.window().size(i) || op.high().size(i) >= op.window().size(i)) {
        throw new ShapeException(op.name() + ": got padding " + op.low() + " and " + op.high() + "; expected less than the windows' size "
            + op.window() + ", so that no window holds padding only");
      }
    }
    Shape count = windows.count(x.shape().range(1, axes + 1));
    return x.withShape(Shape.of(x.shape().size(0)).append(count.toArray()).append(x.shape().size(-1)));
  }
}
