package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;

/// x in another element type: rounded to nearest even between floating types, truncated toward zero to integers (NaN to 0,
/// saturating at 32 and 64 bits, keeping the low bits below), true where not 0 to booleans.
///
/// The gradient is cast back; none flows through integers and booleans.
public record Cast(DType target) implements UnaryPointwise {
  public static Tensor of(Tensor x, DType target) {
    return Tensor.of(new Cast(target), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return inputs.getFirst().withDType(target);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return x.dtype().isFloating() && target.isFloating() ? Gradients.of(upstream.cast(x.dtype())) : Gradients.none();
  }
}
