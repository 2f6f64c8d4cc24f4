package org.sungu.graph;

import java.util.ArrayList;
import java.util.List;
import org.sungu.tensor.Shape;

/// Tensors one behind the other along an axis; the other axes agree.
public record Concatenate(int axis) implements Movement {
  public static Tensor of(List<Tensor> tensors, int axis) {
    return Tensor.of(new Concatenate(tensors.getFirst().shape().axis(axis)), tensors.toArray(Tensor[]::new));
  }

  @Override
  public int inputCount() {
    return ANY_COUNT;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (inputs.isEmpty() || axis < 0 || axis >= inputs.getFirst().shape().rank()) {
      throw new ShapeException("concatenate: got " + inputs + "; expected at least one tensor, with axis " + axis);
    }
    TensorType first = inputs.getFirst();
    int total = 0;
    for (TensorType input : inputs) {
      Shape shape = input.shape();
      if (input.dtype() != first.dtype() || shape.rank() != first.shape().rank()
          || !shape.without(axis).equals(first.shape().without(axis))) {
        throw new ShapeException("concatenate: got " + inputs + "; expected one element type and equal sizes except on axis " + axis);
      }
      total += shape.size(axis);
    }
    return first.withShape(first.shape().with(axis, total));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (Tensor input : inputs) {
      int to = from + input.shape().size(axis);
      parts.add(Slice.of(upstream, axis, from, to));
      from = to;
    }
    return Gradients.of(parts);
  }
}
