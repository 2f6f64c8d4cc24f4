package org.sungu.graph.composed;

import org.sungu.graph.Tensor;

/// `x` drawn toward 0 by `threshold`, and 0 within it.
public final class SoftShrink {
  private SoftShrink() {}

  public static Tensor of(Tensor x, double threshold) {
    return x.minus(Clip.of(x, -threshold, threshold));
  }
}
