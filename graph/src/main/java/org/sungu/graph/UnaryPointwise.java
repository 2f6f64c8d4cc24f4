package org.sungu.graph;

import java.util.List;

/// A pointwise function of one floating tensor, unless the op says otherwise.
public sealed interface UnaryPointwise extends Pointwise
    permits Negate, Absolute, Sign, Exp, Log, Log1p, Expm1, Sqrt, Rsqrt, Tanh, Sigmoid, Erf, Sine, Cosine, Floor, Ceil,
        Round, Not, IsNaN, Cast, StopGradient {
  @Override
  default int inputCount() {
    return 1;
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType input = inputs.getFirst();
    if (!input.dtype().isFloating()) {
      throw new ShapeException(name() + ": got " + input + "; expected a floating type, cast it first");
    }
    return input;
  }

  /// The gradient with respect to the only input, or [Gradients#none].
  Gradients gradient(Tensor x, Tensor y, Tensor upstream);

  @Override
  default Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return gradient(inputs.getFirst(), output, upstream);
  }
}
