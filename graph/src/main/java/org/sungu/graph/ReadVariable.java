package org.sungu.graph;

import java.util.List;

/// A variable's value as it was before the run; a program's updates show only in the next run.
public record ReadVariable(Variable variable) implements Source {
  public static Tensor of(Variable variable) {
    return Tensor.of(new ReadVariable(variable));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return variable.type();
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
