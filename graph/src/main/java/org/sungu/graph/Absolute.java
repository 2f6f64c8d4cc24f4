package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// `|x|`. Gradient: `sign(x)`, 0 at 0. Integers too.
public record Absolute() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Absolute(), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType input = inputs.getFirst();
    if (input.dtype() == DType.BOOL) {
      throw new ShapeException(name() + ": got " + input + "; expected numbers, cast it first");
    }
    return input;
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(Sign.of(x)));
  }
}
