package org.sungu.graph.composed;

import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tensor;

/// `x·sigmoid(x)`, also called swish. Source: [Ramachandran et al., 2017](https://arxiv.org/abs/1710.05941).
public final class Silu {
  private Silu() {}

  public static Tensor of(Tensor x) {
    return x.times(Sigmoid.of(x));
  }
}
