package org.sungu.testkit;

import java.util.List;
import org.sungu.graph.CustomOp;
import org.sungu.graph.Gradients;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.NDArray;

/// `x³`, as an op from outside: every backend has to run it by calling it. Gradient: `3x²`.
record Cube() implements CustomOp {
  @Override
  public int inputCount() {
    return 1;
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    return inputs;
  }

  @Override
  public List<NDArray> evaluate(List<NDArray> inputs) {
    NDArray x = inputs.getFirst();
    NDArray result = NDArray.zeros(x.dtype(), x.shape());
    for (long i = 0; i < x.elementCount(); i++) {
      double value = x.getDouble(i);
      result.setDouble(i, value * value * value);
    }
    return List.of(result);
  }

  @Override
  public Gradients gradient(Node node, List<Tensor> upstream) {
    return Gradients.of(upstream.getFirst().times(node.input(0).squared()).times(3));
  }
}
