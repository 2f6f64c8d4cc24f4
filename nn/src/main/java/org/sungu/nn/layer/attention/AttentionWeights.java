package org.sungu.nn.layer.attention;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Softmax;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.tensor.DType;

/// How much a query takes from each key: the softmax of scores, of which some may be hidden.
final class AttentionWeights {
  /// The hidden scores of Keras's fused attention, as a share of the largest number.
  private static final double LOWEST_SHARE = -0.7;

  private AttentionWeights() {}

  /// Weights in the type of the scores. A query that looks at nothing takes the same from all keys; where the layer has dropout or looks along several axes, it
  /// takes nothing. That is Keras's difference between its fused attention and the composed one.
  static Tensor of(Scope scope, Tensor scores, @Nullable Tensor mask, int[] axes, double dropout) {
    boolean fused = dropout == 0 && scores.rank() == 4;
    DType wide = fused && scores.dtype() != DType.FLOAT64 ? DType.FLOAT32 : scores.dtype();
    Tensor exact = scores.cast(wide);
    if (mask == null) {
      return dropped(scope, Softmax.of(exact, axes).cast(scores.dtype()), dropout);
    }
    double low = fused ? LOWEST_SHARE * (wide == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE) : wide == DType.FLOAT16 ? -3e4 : -1e9;
    Tensor weights = Softmax.of(Select.of(mask, exact, Constant.scalar(wide, low)), axes);
    Tensor seen = fused ? weights : Select.of(mask, weights, Constant.scalar(wide, 0));
    return dropped(scope, seen.cast(scores.dtype()), dropout);
  }

  static Tensor dropped(Scope scope, Tensor weights, double dropout) {
    return dropout == 0 ? weights : Dropout.of(dropout).withDtype(policy(weights.dtype())).apply(scope, weights);
  }

  private static DTypePolicy policy(DType type) {
    return DTypePolicy.valueOf(type.name());
  }
}
