package org.sungu.nn.constraint;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.nn.Configured;
import org.sungu.nn.Numbers;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

class ConstraintGoldenTest {
  static Stream<Golden> cases() {
    return Goldens.family("constraints").cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asKeras(Golden golden) {
    Constraint constraint = Configured.serialized(Constraints.ALL, golden.object("serialized"));
    var result = Numbers.compute(List.of(golden.array("x")), inputs -> List.of(constraint.project(inputs.getFirst()))).getFirst();
    Numbers.assertClose(golden.array("y"), result, 0, "weight");
  }
}
