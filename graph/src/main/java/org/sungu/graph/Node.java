package org.sungu.graph;

import java.util.ArrayList;
import java.util.List;

/// One application of an [Op] to tensors. Identity matters: two nodes are two computations, even when alike.
///
/// (Structural equality over a graph with shared parts would take exponential time.)
public final class Node {
  private final Op op;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  private Node(Op op, List<Tensor> inputs, List<TensorType> types) {
    this.op = op;
    this.inputs = List.copyOf(inputs);
    List<Tensor> results = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      results.add(new Tensor(this, i, types.get(i)));
    }
    this.outputs = List.copyOf(results);
  }

  /// Applies an op; the output types follow from the input types.
  ///
  /// @throws ShapeException if the inputs do not fit the op
  public static Node of(Op op, List<Tensor> inputs) {
    if (op.inputCount() != Op.ANY_COUNT && op.inputCount() != inputs.size()) {
      throw new ShapeException(op.name() + ": got " + inputs.size() + " inputs; expected " + op.inputCount());
    }
    return new Node(op, inputs, op.infer(inputs.stream().map(Tensor::type).toList()));
  }

  public Op op() {
    return op;
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public Tensor input(int index) {
    return inputs.get(index);
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  public Tensor output(int index) {
    return outputs.get(index);
  }

  @Override
  public String toString() {
    return op + " of " + inputs.stream().map(Tensor::type).toList();
  }
}
