package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// One op on one set of inputs: a row of [OpSamples].
///
/// @param name what is special about it, behind the op's name
/// @param variables values of the variables that the op reads
/// @param smooth whether the op can be differentiated along its float64 inputs here, that is, no kink or jump is near
public record OpSample(String name, Op op, List<NDArray> inputs, Map<Variable, NDArray> variables, boolean smooth) {
  public OpSample {
    inputs = List.copyOf(inputs);
    variables = Map.copyOf(variables);
  }

  /// A row that is compared between backends only.
  static OpSample of(String name, Op op, NDArray... inputs) {
    return new OpSample(op.name() + " " + name, op, List.of(inputs), Map.of(), false);
  }

  /// A row whose gradients with respect to float64 inputs are checked too.
  static OpSample smooth(String name, Op op, NDArray... inputs) {
    return new OpSample(op.name() + " " + name, op, List.of(inputs), Map.of(), true);
  }

  /// The op applied to fed inputs; all its outputs are returned.
  public Program program() {
    if (op instanceof Input) {
      Tensor input = Node.of(op, List.of()).output(0);
      return Program.of(List.of(input), List.of(input));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (NDArray input : inputs) {
      tensors.add(Input.of("x" + tensors.size(), input.dtype(), input.shape()));
    }
    return Program.of(tensors, apply(tensors));
  }

  /// The op applied to constants, for what happens before anything runs. Not for [Input].
  public Program programOfConstants() {
    return Program.of(List.of(), apply(inputs.stream().map(Constant::of).toList()));
  }

  /// All outputs of the op on other tensors.
  public List<Tensor> apply(List<Tensor> tensors) {
    return Node.of(op, tensors).outputs();
  }

  /// Whether an input is one along which gradients are checked.
  public boolean varies(int input) {
    return inputs.get(input).dtype() == DType.FLOAT64;
  }

  @Override
  public String toString() {
    return name;
  }
}
