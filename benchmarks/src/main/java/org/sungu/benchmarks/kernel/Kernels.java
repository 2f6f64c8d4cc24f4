package org.sungu.benchmarks.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.graph.Convolution;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.program.Program;
import org.sungu.nn.optimizer.Adam;
import org.sungu.nn.optimizer.OptimizerStep;
import org.sungu.nn.optimizer.Parameter;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A program to measure, by name, with the variables that it needs and their first values.
///
/// @param tolerance how far float32 sums of that many terms may be from the reference, relative to the largest value
record Kernels(Program program, Map<Variable, NDArray> variables, double tolerance) {
  static Kernels of(String name) {
    return switch (name) {
      case "matmul32" -> matmul(32, 32, 32);
      case "matmul128x784x512" -> matmul(128, 784, 512);
      case "matmul512" -> matmul(512, 512, 512);
      case "pointwise" -> pointwise();
      case "sum" -> plain(ReduceSum.of(input("x", 512, 2048), 1), 1e-5);
      case "softmax" -> plain(Softmax.of(input("x", 512, 1000), 1), 1e-5);
      case "convolution" -> convolution();
      case "adam" -> adam();
      default -> throw new IllegalArgumentException("got the kernel " + name + "; expected one of those of KernelBenchmark");
    };
  }

  private static Tensor input(String name, int... sizes) {
    return Input.of(name, DType.FLOAT32, Shape.of(sizes));
  }

  private static Kernels plain(Tensor output, double tolerance) {
    Program all = Program.of(List.of(), List.of(output));
    List<Tensor> inputs = all.nodes().stream().filter(node -> node.op() instanceof Input).map(node -> node.output(0)).toList();
    return new Kernels(Program.of(inputs, List.of(output)), Map.of(), tolerance);
  }

  private static Kernels matmul(int rows, int inner, int columns) {
    return plain(MatMul.of(input("a", rows, inner), input("b", inner, columns)), 1e-5);
  }

  /// A gated unit: `tanh(x y + x) sigmoid(y)`.
  private static Kernels pointwise() {
    Tensor x = input("x", 512, 2048);
    Tensor y = input("y", 512, 2048);
    return plain(Tanh.of(x.times(y).plus(x)).times(Sigmoid.of(y)), 1e-5);
  }

  /// The second convolution of the benchmarks' CNN, forward.
  private static Kernels convolution() {
    Shape one = Shape.of(1, 1);
    Shape none = Shape.of(0, 0);
    return plain(Convolution.of(input("x", 64, 13, 13, 32), input("kernel", 3, 3, 32, 64), one, one, none, none, 1), 1e-5);
  }

  /// Adam's update of 512 by 512 weights.
  private static Kernels adam() {
    Variable weight = Variable.trainable("weight", DType.FLOAT32, Shape.of(512, 512));
    Tensor gradient = input("gradient", 512, 512);
    OptimizerStep step = OptimizerStep.of(Adam.of(), List.of(Parameter.of(weight)));
    SequencedMap<Variable, Tensor> updates = step.updates(List.of(gradient));
    Map<Variable, NDArray> values = new LinkedHashMap<>();
    values.put(weight, NDArray.zeros(weight.dtype(), weight.shape()));
    step.variables().all().forEach(variable -> values.put(variable, step.variables().initialValue(variable)));
    return new Kernels(Program.of(List.of(gradient), List.of(), updates), values, 1e-5);
  }
}
