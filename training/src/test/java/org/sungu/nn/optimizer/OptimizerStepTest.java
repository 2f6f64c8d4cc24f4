package org.sungu.nn.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.graph.Input;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.nn.Messages;
import org.sungu.nn.schedule.ExponentialDecay;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What surrounds the numbers: names, types, options that exclude each other.
final class OptimizerStepTest {
  static List<Optimizer> optimizers() {
    return Optimizers.ALL.classNames().stream().map(name -> Optimizers.ALL.ofClass(name).orElseThrow()).toList();
  }

  @Test
  void namesAreThoseOfKeras() {
    assertEquals(Adam.of(), Optimizers.of("Adam"));
    assertEquals(RMSprop.of(), Optimizers.of("rmsprop"));
    assertThrows(IllegalArgumentException.class, () -> Optimizers.of("adem"));
  }

  @Test
  void variablesAreNamedByTheirParameters() {
    Variable kernel = Variable.trainable("encoder/dense/kernel", DType.FLOAT32, Shape.of(2, 3));
    OptimizerVariables variables = OptimizerVariables.of(Adam.of(), List.of(kernel));
    assertEquals(List.of("adam/iteration", "adam/learning_rate", "adam/encoder_dense_kernel_momentum", "adam/encoder_dense_kernel_velocity"),
        variables.all().stream().map(Variable::name).toList());
    assertEquals(NDArray.scalar(0.001f), variables.initialValue(Objects.requireNonNull(variables.learningRate())));
  }

  @Test
  void aScheduleTakesThePlaceOfTheVariable() {
    Optimizer optimizer = SGD.of().withLearningRate(ExponentialDecay.of(0.1, 10, 0.5));
    assertNull(OptimizerVariables.of(optimizer, List.of()).learningRate());
  }

  /// Every slot and weight keeps its type, whatever that is: [Program] checks it.
  @ParameterizedTest
  @MethodSource("optimizers")
  void parametersOfOtherTypesKeepThem(Optimizer optimizer) {
    for (DType type : List.of(DType.FLOAT64, DType.BFLOAT16)) {
      Variable weight = Variable.trainable("w", type, Shape.of(3));
      Variable bias = Variable.trainable("b", DType.FLOAT32, Shape.of(2));
      OptimizerStep step = OptimizerStep.of(optimizer, List.of(Parameter.of(weight), Parameter.of(bias)));
      Tensor gradient = Input.of("g", DType.FLOAT32, Shape.of(3));
      Tensor other = Input.of("h", DType.FLOAT32, Shape.of(2));
      Program program = Program.of(List.of(gradient, other), List.of(), step.updates(List.of(gradient, other)));
      assertTrue(program.updates().keySet().containsAll(List.of(weight, bias, step.variables().iteration())));
    }
  }

  @Test
  void gradientsOfOtherShapesAreRefused() {
    OptimizerStep step = OptimizerStep.of(SGD.of(), List.of(Parameter.of(Variable.trainable("w", DType.FLOAT32, Shape.of(3)))));
    Tensor gradient = Input.of("g", DType.FLOAT32, Shape.of(2));
    ShapeException error = assertThrows(ShapeException.class, () -> step.updates(List.of(gradient)));
    Messages.assertSays("w: float32[3]", error);
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    OptimizerOptions options = OptimizerOptions.of().withClipnorm(1.0);
    assertThrows(IllegalArgumentException.class, () -> options.withClipvalue(0.5));
    assertThrows(IllegalArgumentException.class, () -> options.withGradientAccumulationSteps(1));
    assertThrows(IllegalArgumentException.class, () -> AdamW.of().withOptions(OptimizerOptions.of()));
    assertThrows(IllegalArgumentException.class, () -> SGD.of().withMomentum(1.5));
  }
}
