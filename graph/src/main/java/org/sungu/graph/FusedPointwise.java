package org.sungu.graph;

import java.util.ArrayList;
import java.util.List;
import org.sungu.tensor.Shape;

/// Several pointwise ops as one, so that a backend passes over memory once. Made by rewrites, after differentiation.
///
/// Step i applies its op to values; value k is input k for `k < inputCount`, and the result of step `k - inputCount` above. The
/// outputs are the steps named in `results`; each has the shape that all inputs together broadcast to.
public record FusedPointwise(int inputCount, List<Step> steps, List<Integer> results) implements Op {
  /// One pointwise op and the values it reads.
  public record Step(Pointwise op, List<Integer> arguments) {
    public Step {
      arguments = List.copyOf(arguments);
    }
  }

  public FusedPointwise {
    steps = List.copyOf(steps);
    results = List.copyOf(results);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    if (inputs.size() != inputCount) {
      throw new ShapeException("fusedPointwise: got " + inputs.size() + " inputs; expected " + inputCount);
    }
    List<TensorType> types = stepTypes(inputs);
    Shape shape = Pointwise.broadcast(this, inputs);
    List<TensorType> outputs = new ArrayList<>();
    for (int result : results) {
      TensorType type = value(types, result, "result");
      if (!type.shape().equals(shape)) {
        throw new ShapeException("fusedPointwise: result " + type + " of step " + result + "; expected shape " + shape);
      }
      outputs.add(type);
    }
    return outputs;
  }

  /// Whether another step reads the result of a step.
  public boolean isRead(int step) {
    return steps.stream().anyMatch(other -> other.arguments().contains(inputCount + step));
  }

  /// The type of every step's result.
  public List<TensorType> stepTypes(List<TensorType> inputs) {
    List<TensorType> values = new ArrayList<>(inputs);
    for (Step step : steps) {
      if (step.arguments().size() != step.op().inputCount()) {
        throw new ShapeException("fusedPointwise: got " + step + "; expected " + step.op().inputCount() + " arguments");
      }
      values.add(step.op().type(step.arguments().stream().map(argument -> value(values, argument, "argument of " + step)).toList()));
    }
    return values.subList(inputs.size(), values.size());
  }

  private static TensorType value(List<TensorType> values, int index, String use) {
    if (index < 0 || index >= values.size()) {
      throw new ShapeException("fusedPointwise: got " + index + " as " + use + "; expected one of the " + values.size() + " so far");
    }
    return values.get(index);
  }

  /// @throws UnsupportedOperationException always: differentiate before rewriting
  @Override
  public Gradients gradient(Node node, List<Tensor> upstream) {
    throw new UnsupportedOperationException("fusedPointwise has no gradient rule; differentiate the program before rewriting it");
  }
}
