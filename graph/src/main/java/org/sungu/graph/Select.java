package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// a where the condition holds, b elsewhere; all three broadcast.
public record Select() implements Pointwise {
  public static Tensor of(Tensor condition, Tensor a, Tensor b) {
    return Tensor.of(new Select(), condition, a, b);
  }

  @Override
  public int inputCount() {
    return 3;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    DType dtype = inputs.get(1).dtype();
    if (inputs.get(0).dtype() != DType.BOOL || inputs.get(2).dtype() != dtype) {
      throw new ShapeException("select: got " + inputs + "; expected a bool condition and two values of one element type");
    }
    return new TensorType(dtype, Pointwise.broadcast(this, inputs));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    if (!output.dtype().isFloating()) {
      return Gradients.none();
    }
    Tensor condition = inputs.getFirst();
    Tensor zero = Constant.scalar(output.dtype(), 0);
    return Gradients.of(null, of(condition, upstream, zero), of(condition, zero, upstream));
  }
}
