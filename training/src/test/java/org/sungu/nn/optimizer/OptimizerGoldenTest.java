package org.sungu.nn.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Input;
import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.nn.Configured;
import org.sungu.nn.Numbers;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

/// Every optimizer against Keras: weights and all its variables after each of five steps.
final class OptimizerGoldenTest {
  // Weights and the sums in their slots are around 1.
  private static final double SCALE = 1;

  static List<Golden> cases() {
    return Goldens.family("optimizers").cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trajectoriesAreThoseOfKeras(Golden golden) {
    Numbers.backends().forEach(backend -> check(backend, golden));
  }

  private static void check(Backend backend, Golden golden) {
    List<Parameter> parameters = parameters(golden);
    OptimizerStep step = OptimizerStep.of(optimizer(golden), parameters);
    OptimizerVariables variables = step.variables();
    List<Tensor> gradients = parameters.stream()
        .map(parameter -> Input.of("gradient", parameter.variable().dtype(), parameter.variable().shape())).toList();
    Program program = Program.of(gradients, List.of(step.learningRate()), step.updates(gradients));
    try (VariableStore store = backend.newStore()) {
      for (int i = 0; i < parameters.size(); i++) {
        store.put(parameters.get(i).variable(), golden.objects("variables").get(i).array("value"));
      }
      variables.all().forEach(variable -> store.put(variable, variables.initialValue(variable)));
      assertInitialState(golden, variables);
      try (Executable executable = backend.compile(program, store)) {
        int number = 0;
        for (Golden expected : golden.objects("steps")) {
          String at = backend.name() + " step " + number++ + " ";
          NDArray rate = executable.run(expected.arrays("gradients")).getFirst();
          Numbers.assertClose(expected.array("learning_rate"), rate, SCALE, at + "learning rate");
          List<Variable> weights = parameters.stream().map(Parameter::variable).toList();
          assertValues(expected.arrays("variables"), weights, store, at);
          assertValues(expected.arrays("state"), variables.all(), store, at);
        }
      }
      if (golden.has("finalized")) {
        assertValues(golden.arrays("finalized"), variables.averages(), store, "finalized ");
      }
    }
  }

  private static void assertValues(List<NDArray> expected, List<Variable> variables, VariableStore store, String at) {
    assertEquals(expected.size(), variables.size());
    for (int i = 0; i < expected.size(); i++) {
      Numbers.assertClose(expected.get(i), store.get(variables.get(i)), SCALE, at + variables.get(i));
    }
  }

  private static void assertInitialState(Golden golden, OptimizerVariables variables) {
    List<Golden> expected = golden.objects("initial_state");
    assertEquals(expected.size(), variables.all().size());
    for (int i = 0; i < expected.size(); i++) {
      Variable variable = variables.all().get(i);
      NDArray value = variables.initialValue(variable);
      assertEquals(expected.get(i).array("value"), value, variable.name());
      // Keras numbers Nadam's product like a variable without a name.
      String path = expected.get(i).text("path");
      assertEquals(path.equals("variable") ? "nadam/u_product" : path, variable.name());
    }
  }

  private static List<Parameter> parameters(Golden golden) {
    List<Parameter> parameters = new ArrayList<>();
    for (Golden variable : golden.objects("variables")) {
      String name = variable.text("name");
      NDArray value = variable.array("value");
      Parameter parameter = Parameter.of(Variable.trainable(name, value.dtype(), value.shape()));
      if (golden.has("excluded_from_weight_decay") && golden.json("excluded_from_weight_decay").contains('"' + name + '"')) {
        parameter = parameter.withoutDecay();
      }
      if (golden.has("kernel_constraint") && name.equals("kernel")) {
        assertEquals("NonNeg", golden.object("kernel_constraint").text("class_name"));
        parameter = parameter.withConstraint(weight -> Maximum.of(weight, 0));
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  static Optimizer optimizer(Golden golden) {
    return Configured.serialized(Optimizers.ALL, golden.object("serialized"));
  }
}
