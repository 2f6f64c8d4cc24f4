package org.sungu.nn;

import java.util.List;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;

/// A layer with one input and one output.
public interface UnaryLayer extends Layer {
  Tensor apply(Scope scope, Tensor input);

  @Override
  default List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    if (inputs.size() != 1) {
      throw new ShapeException(className() + " got " + inputs.size() + " inputs; expected one, join them with Concatenate first");
    }
    return List.of(apply(scope, inputs.getFirst()));
  }
}
