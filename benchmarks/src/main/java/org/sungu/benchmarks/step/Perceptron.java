package org.sungu.benchmarks.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Constant;
import org.sungu.graph.Exp;
import org.sungu.graph.Input;
import org.sungu.graph.Less;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.nn.optimizer.Adam;
import org.sungu.nn.optimizer.OptimizerStep;
import org.sungu.nn.optimizer.Parameter;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A multilayer perceptron with rectified hidden layers: one output with binary cross-entropy, or several with softmax cross-entropy
/// of one-hot labels.
public final class Perceptron {
  private final List<Integer> widths;
  private final double dropout;
  private final List<Variable> kernels = new ArrayList<>();
  private final List<Variable> biases = new ArrayList<>();
  private final Variable counter = Variable.state("random/counter", DType.INT64, Shape.SCALAR);
  private OptimizerStep optimizer = OptimizerStep.of(Adam.of(), List.of());

  private Perceptron(double dropout, List<Integer> widths) {
    this.dropout = dropout;
    this.widths = widths;
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      kernels.add(Variable.trainable("dense" + i + "/kernel", DType.FLOAT32, Shape.of(widths.get(i - 1), widths.get(i))));
      biases.add(Variable.trainable("dense" + i + "/bias", DType.FLOAT32, Shape.of(widths.get(i))));
      parameters.add(Parameter.of(kernels.getLast()));
      parameters.add(Parameter.of(biases.getLast()));
    }
    optimizer = OptimizerStep.of(Adam.of(), parameters);
  }

  /// @param widths of the input, the hidden layers and the output
  public static Perceptron of(double dropout, Integer... widths) {
    return new Perceptron(dropout, List.of(widths));
  }

  /// Puts starting values.
  public void initialize(VariableStore store) {
    Random random = new Random(7);
    for (int i = 0; i < kernels.size(); i++) {
      Shape shape = kernels.get(i).shape();
      double limit = Math.sqrt(6.0 / (shape.size(0) + shape.size(1)));
      NDArray kernel = NDArray.zeros(DType.FLOAT32, shape);
      for (long j = 0; j < kernel.elementCount(); j++) {
        kernel.setDouble(j, (random.nextDouble() * 2 - 1) * limit);
      }
      store.put(kernels.get(i), kernel);
      store.put(biases.get(i), NDArray.zeros(DType.FLOAT32, biases.get(i).shape()));
    }
    store.put(counter, NDArray.zeros(DType.INT64, Shape.SCALAR));
    for (Variable variable : optimizer.variables().all()) {
      store.put(variable, optimizer.variables().initialValue(variable));
    }
  }

  /// Inputs: samples and labels. Output: the loss.
  public Program trainStep(int batch) {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(batch, widths.getFirst()));
    Tensor y = Input.of("y", DType.FLOAT32, Shape.of(batch, widths.getLast()));
    Tensor logits = logits(x, true);
    Tensor loss = widths.getLast() == 1 ? binary(logits, y) : categorical(logits, y);
    List<Variable> parameters = new ArrayList<>();
    List<Tensor> reads = new ArrayList<>();
    for (Tensor read : reads(loss)) {
      reads.add(read);
      parameters.add(((ReadVariable) read.node().op()).variable());
    }
    List<Tensor> gradients = Gradient.of(loss, reads);
    List<Tensor> ordered = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      ordered.add(gradients.get(parameters.indexOf(kernels.get(i))));
      ordered.add(gradients.get(parameters.indexOf(biases.get(i))));
    }
    SequencedMap<Variable, Tensor> updates = optimizer.updates(ordered);
    if (dropout > 0) {
      updates.put(counter, ReadVariable.of(counter).plus(1));
    }
    return Program.of(List.of(x, y), List.of(loss), updates);
  }

  private static List<Tensor> reads(Tensor loss) {
    return Program.of(List.of(), List.of(loss)).nodes().stream()
        .filter(node -> node.op() instanceof ReadVariable read && read.variable().isTrainable())
        .map(node -> node.output(0))
        .toList();
  }

  /// Input: samples. Output: probabilities.
  public Program prediction(int batch) {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(batch, widths.getFirst()));
    return Program.of(List.of(x), List.of(Sigmoid.of(logits(x, false))));
  }

  private Tensor logits(Tensor x, boolean training) {
    Tensor current = x;
    for (int i = 0; i < kernels.size(); i++) {
      current = MatMul.of(current, ReadVariable.of(kernels.get(i))).plus(ReadVariable.of(biases.get(i)));
      if (i < kernels.size() - 1) {
        current = Maximum.of(current, 0);
        current = training && dropout > 0 ? dropped(current, i) : current;
      }
    }
    return current;
  }

  private Tensor dropped(Tensor x, int layer) {
    Tensor seed = Constant.scalar(DType.INT64, 42);
    Tensor draw = RandomUniform.of(seed, ReadVariable.of(counter), x.shape(), layer);
    Tensor kept = Less.of(Constant.scalar(DType.FLOAT32, dropout), draw);
    return Select.of(kept, x.times(1 / (1 - dropout)), Constant.scalar(DType.FLOAT32, 0));
  }

  /// `max(z, 0) - z y + ln(1 + e^-|z|)`.
  private static Tensor binary(Tensor logits, Tensor labels) {
    Tensor softplus = Log1p.of(Exp.of(Select.of(Less.of(logits, Constant.scalar(DType.FLOAT32, 0)), logits, logits.negated())));
    return Mean.of(Maximum.of(logits, 0).minus(logits.times(labels)).plus(softplus));
  }

  private static Tensor categorical(Tensor logits, Tensor labels) {
    Tensor shifted = logits.minus(StopGradient.of(ReduceMax.keeping(logits, 1)));
    Tensor logProbabilities = shifted.minus(Log.of(ReduceSum.keeping(Exp.of(shifted), 1)));
    return Mean.of(ReduceSum.of(logProbabilities.times(labels), 1).negated());
  }
}
