package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `scale·elu(x, alpha)` with the constants that keep mean 0 and variance 1 from layer to layer.
///
/// Source: [Klambauer et al., 2017](https://arxiv.org/abs/1706.02515).
public final class Selu {
  /// Where the function saturates: at `-SCALE·ALPHA`.
  public static final double ALPHA = 1.6732632423543772;

  public static final double SCALE = 1.0507009873554805;

  private Selu() {}

  public static Tensor of(Tensor x) {
    return Elu.of(x, ALPHA).times(SCALE);
  }
}
