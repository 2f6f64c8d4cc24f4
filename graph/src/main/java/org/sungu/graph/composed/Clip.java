package org.sungu.graph.composed;

import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Tensor;

/// x limited to the range from `low` to `high`.
public final class Clip {
  private Clip() {}

  public static Tensor of(Tensor x, double low, double high) {
    return Minimum.of(Maximum.of(x, low), high);
  }
}
