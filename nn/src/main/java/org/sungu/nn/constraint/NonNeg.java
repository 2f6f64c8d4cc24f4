package org.sungu.nn.constraint;

import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;

/// Sets negative weights to 0. Source: [keras.io](https://keras.io/api/layers/constraints/).
public record NonNeg() implements Constraint {
  @Override
  public Tensor project(Tensor weight) {
    return Maximum.of(weight, 0);
  }
}
