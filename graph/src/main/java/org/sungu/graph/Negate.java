package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// `-x`. Integers too.
public record Negate() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Negate(), x);
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
    return Gradients.of(upstream.negated());
  }
}
