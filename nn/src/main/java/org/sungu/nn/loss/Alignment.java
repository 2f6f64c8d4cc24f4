package org.sungu.nn.loss;

import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// Targets and predictions in one floating type and, where they differ only by a last axis of size 1, in one rank: targets `[n]`
/// meet predictions `[n,1]` as `[n,1]`. Source: Keras's `squeeze_or_expand_to_same_rank`.
public record Alignment(Tensor yTrue, Tensor yPred) {
  /// In float64 where the predictions are, in float32 otherwise.
  public static Alignment of(Tensor yTrue, Tensor yPred) {
    DType type = yPred.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    return ranks(yTrue.cast(type), yPred.cast(type));
  }

  /// Without a change of type. The tensor of more axes loses a last axis of size 1, unless the other has one axis, which then
  /// becomes `[n,1]`.
  public static Alignment ranks(Tensor first, Tensor second) {
    if (first.rank() == second.rank() + 1 && first.shape().size(-1) == 1) {
      return second.rank() == 1 ? new Alignment(first, expanded(second)) : new Alignment(squeezed(first), second);
    }
    if (second.rank() == first.rank() + 1 && second.shape().size(-1) == 1) {
      return first.rank() == 1 ? new Alignment(expanded(first), second) : new Alignment(first, squeezed(second));
    }
    return new Alignment(first, second);
  }

  private static Tensor expanded(Tensor x) {
    return x.reshape(x.shape().append(1).toArray());
  }

  private static Tensor squeezed(Tensor x) {
    return x.reshape(x.shape().without(-1).toArray());
  }
}
