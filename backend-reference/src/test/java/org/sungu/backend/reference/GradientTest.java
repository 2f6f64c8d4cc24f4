package org.sungu.backend.reference;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.testkit.GradientCheck;
import org.sungu.testkit.OpSample;
import org.sungu.testkit.OpSamples;

/// The gradient rule of every primitive, and the gradient of the gradient, against differences.
final class GradientTest {
  private final GradientCheck check = GradientCheck.on(new ReferenceBackend());

  static List<OpSample> samples() {
    return OpSamples.smooth();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void firstDerivatives(OpSample sample) {
    check.first(sample::apply, sample.inputs());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void secondDerivatives(OpSample sample) {
    check.second(sample::apply, sample.inputs());
  }
}
