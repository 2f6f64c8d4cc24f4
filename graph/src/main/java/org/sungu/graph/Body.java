package org.sungu.graph;

import java.util.List;

/// What one step of a [Scan] computes: a piece of graph between its own inputs and outputs. Compared by identity.
///
/// It reads nothing but its inputs and constants, so that each step is a function of what it is given.
public final class Body {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  /// @param inputs results of [Input] nodes
  public Body(List<Tensor> inputs, List<Tensor> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    for (Tensor input : inputs) {
      if (!(input.node().op() instanceof Input)) {
        throw new IllegalArgumentException("body input is the result of " + input.node().op().name() + "; expected an Input");
      }
    }
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  @Override
  public String toString() {
    return "body of " + inputs.stream().map(Tensor::type).toList() + " to " + outputs.stream().map(Tensor::type).toList();
  }
}
