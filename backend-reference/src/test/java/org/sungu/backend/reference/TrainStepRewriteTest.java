package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.Power;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A small network's whole Adam step: rewriting must not change a bit of the loss or of any weight, and the update of each
/// parameter must end up as one node.
final class TrainStepRewriteTest {
  private static final int BATCH = 8;

  private final Variable iteration = Variable.state("iteration", DType.FLOAT32, Shape.SCALAR);
  private final List<Variable> parameters = List.of(
      Variable.trainable("dense/kernel", DType.FLOAT32, Shape.of(5, 7)),
      Variable.trainable("dense/bias", DType.FLOAT32, Shape.of(7)),
      Variable.trainable("output/kernel", DType.FLOAT32, Shape.of(7, 3)));
  private final Map<Variable, NDArray> initial = new LinkedHashMap<>();

  @Test
  void rewritingKeepsEveryBit() {
    Program program = adamStep();
    Program rewritten = Rewrites.standard().verifying().rewrite(program);
    assertEquals(run(program), run(rewritten));
  }

  @Test
  void oneNodeUpdatesAParameterAndItsMoments() {
    Program rewritten = Rewrites.standard().rewrite(adamStep());
    for (Variable parameter : parameters) {
      List<Tensor> values = rewritten.updates().entrySet().stream()
          .filter(update -> update.getKey().name().startsWith(parameter.name()))
          .map(Map.Entry::getValue)
          .toList();
      assertEquals(3, values.size());
      assertTrue(values.getFirst().node().op() instanceof FusedPointwise);
      assertEquals(1, values.stream().map(Tensor::node).distinct().count());
    }
  }

  private Program adamStep() {
    initial.put(iteration, NDArray.scalar(0));
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(BATCH, 5));
    Tensor target = Input.of("y", DType.FLOAT32, Shape.of(BATCH, 3));
    List<Tensor> weights = parameters.stream().map(ReadVariable::of).toList();
    Tensor hidden = Maximum.of(MatMul.of(x, weights.get(0)).plus(weights.get(1)), 0);
    Tensor loss = Mean.of(MatMul.of(hidden, weights.get(2)).minus(target).squared());
    List<Tensor> gradients = Gradient.of(loss, weights);
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    Tensor step = ReadVariable.of(iteration).plus(1);
    updates.put(iteration, step);
    Tensor one = step.times(0).plus(1);
    Tensor correction1 = one.minus(Power.of(one.times(0.9), step));
    Tensor correction2 = one.minus(Power.of(one.times(0.999), step));
    Tensor rate = Sqrt.of(correction2).dividedBy(correction1).times(0.01);
    Random random = new Random(7);
    for (int i = 0; i < parameters.size(); i++) {
      Variable parameter = parameters.get(i);
      Variable first = Variable.state(parameter.name() + "/m", DType.FLOAT32, parameter.shape());
      Variable second = Variable.state(parameter.name() + "/v", DType.FLOAT32, parameter.shape());
      initial.put(parameter, normal(random, parameter.shape()));
      initial.put(first, NDArray.zeros(DType.FLOAT32, parameter.shape()));
      initial.put(second, NDArray.zeros(DType.FLOAT32, parameter.shape()));
      Tensor gradient = gradients.get(i);
      Tensor m = ReadVariable.of(first).times(0.9).plus(gradient.times(0.1));
      Tensor v = ReadVariable.of(second).times(0.999).plus(gradient.squared().times(0.001));
      updates.put(first, m);
      updates.put(second, v);
      updates.put(parameter, weights.get(i).minus(m.times(rate).dividedBy(Sqrt.of(v).plus(1e-7))));
    }
    return Program.of(List.of(x, target), List.of(loss), updates);
  }

  /// The losses of three steps, then all variables.
  private List<NDArray> run(Program program) {
    Random random = new Random(11);
    ReferenceBackend backend = new ReferenceBackend();
    List<NDArray> results = new ArrayList<>();
    try (VariableStore store = backend.newStore()) {
      initial.forEach(store::put);
      try (Executable executable = backend.compile(program, store)) {
        for (int i = 0; i < 3; i++) {
          results.addAll(executable.run(List.of(normal(random, Shape.of(BATCH, 5)), normal(random, Shape.of(BATCH, 3)))));
        }
      }
      initial.keySet().forEach(variable -> results.add(store.get(variable)));
    }
    return results;
  }

  private static NDArray normal(Random random, Shape shape) {
    NDArray array = NDArray.zeros(DType.FLOAT32, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, random.nextGaussian());
    }
    return array;
  }
}
